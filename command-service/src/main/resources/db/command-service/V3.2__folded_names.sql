-- Names are claimed in the form of org.rekey.eventstore.directory.FoldedName. They were in small letters before; of two that
-- come to be the same the second keeps its claim as it was: both keep their name, and nobody gets a third.
do $$
declare
    claim record;
begin
    for claim in
        select kind, id, normalize(lower(replace(replace(normalize(name, nfkc), 'ς', 'σ'), 'ß', 'ss')), nfkc) as folded
        from command.directory_name
        where octet_length(name) > char_length(name)
        order by kind, id
    loop
        begin
            update command.directory_name set name = claim.folded
            where kind = claim.kind and id = claim.id and name <> claim.folded;
        exception when unique_violation then
            null;
        end;
    end loop;
end $$;
