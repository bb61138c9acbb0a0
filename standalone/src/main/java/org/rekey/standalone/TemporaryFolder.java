package org.rekey.standalone;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.util.FileSystemUtils;

/**
 * Where the web server puts what it needs for as long as the process runs: in the data directory, and emptied at each start,
 * because a process that is killed cannot clean up after itself.
 */
final class TemporaryFolder implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    private final Path folder;

    TemporaryFolder(DataDirectory data) {
        this.folder = data.path("tmp");
    }

    @Override
    public void customize(TomcatServletWebServerFactory tomcat) {
        tomcat.setBaseDirectory(fresh("tomcat"));
        tomcat.setDocumentRoot(fresh("documents"));
    }

    private File fresh(String name) {
        try {
            FileSystemUtils.deleteRecursively(folder.resolve(name));
            return Files.createDirectories(folder.resolve(name)).toFile();
        } catch (IOException e) {
            throw new DataDirectoryException(folder + " cannot be used: " + e, e);
        }
    }
}
