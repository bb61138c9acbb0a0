# The tables of results/latest.md as the one in the README, with what Rekey needs of what the peer needs for the same, and the
# questions with one client only:
# awk -f benchmarks/readme.awk benchmarks/results/latest.md benchmarks/results/latest.md
BEGIN {
  FS = " *\\| *"
  print "| | CPU ms per request | of the peer's |"
  print "| --- | --- | --- |"
}
function kind(name) {
  if (name ~ /gateway check/) return ""
  return (name ~ /introspection/ ? "introspection" : "token") (name ~ /JWT/ ? " JWT" : " opaque")
}
!/^\| (Rekey|Spring|Tomcat)/ { next }
/Rekey (introspection|gateway check)/ && !/ with 1 client/ { next }
{ cpu = $3; gsub(/\*/, "", cpu) }
NR == FNR { if ($2 ~ /^Spring/ && $2 !~ /JDK/) peer[kind($2)] = cpu; next }
{
  ratio = ""
  if ($2 ~ /^Rekey/ && kind($2) in peer) ratio = sprintf("%.2f", cpu / peer[kind($2)])
  if ($2 ~ /^Spring/ && $2 !~ /JDK/) ratio = "1"
  printf "| %s | %s (%s) | %s |\n", $2, cpu, $4, ratio
}
