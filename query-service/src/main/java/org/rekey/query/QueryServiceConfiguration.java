package org.rekey.query;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;

/** Wiring. Full class names as bean names: other modules in the same process have a {@code ClientEndpoint} too. */
@AutoConfiguration
@ComponentScan(
        basePackageClasses = QueryServiceConfiguration.class,
        nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class)
class QueryServiceConfiguration {}
