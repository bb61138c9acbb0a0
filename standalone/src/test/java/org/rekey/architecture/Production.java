package org.rekey.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/** The classes that the rules speak of, and those planted to break them. */
final class Production {

    static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.rekey");

    private Production() {}

    /** Classes of this test source tree that stand in a package of production's and break a rule there. */
    static JavaClasses planted(Class<?>... violations) {
        return new ClassFileImporter().importClasses(violations);
    }
}
