package org.rekey.standalone;

import org.rekey.domain.Halt;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;

/** Everything in one JVM. The services are auto-configurations on the class path. */
@SpringBootApplication(exclude = {UserDetailsServiceAutoConfiguration.class, ErrorMvcAutoConfiguration.class})
public class Rekey {

    public static void main(String[] args) {
        Halt.install();
        SpringApplication.run(Rekey.class, args);
    }
}
