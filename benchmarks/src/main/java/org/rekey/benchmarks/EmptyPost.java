package org.rekey.benchmarks;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;

/** The floor: Tomcat reads the form and answers, and nothing else happens. */
class EmptyPost {

    public static void main(String[] args) throws Exception {
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(System.getProperty("java.io.tmpdir"));
        tomcat.setPort(Integer.parseInt(args[0]));
        Context context = tomcat.addContext("", null);
        Tomcat.addServlet(context, "token", new Answer());
        context.addServletMappingDecoded("/oauth2/token", "token");
        tomcat.getConnector();
        tomcat.start();
        tomcat.getServer().await();
    }

    private static final class Answer extends HttpServlet {

        @Override
        protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
            request.getParameter("grant_type");
            response.setContentType("application/json");
            response.getOutputStream().print("{\"access_token\":\"none\"}");
        }
    }
}
