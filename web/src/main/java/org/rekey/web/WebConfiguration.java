package org.rekey.web;

import org.rekey.domain.Halt;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Wiring, where there is a web server. */
@AutoConfiguration
@ConditionalOnWebApplication
@EnableConfigurationProperties(HttpProperties.class)
class WebConfiguration {

    WebConfiguration() {
        Halt.install();
    }

    @Bean
    Bodies requestBodies(HttpProperties http) {
        return new Bodies(http.bodies());
    }

    @Bean
    TomcatSettings tomcatSettings(ObjectProvider<FormPaths> forms, HttpProperties http) {
        return new TomcatSettings(forms.getIfAvailable(FormPaths::none), http);
    }
}
