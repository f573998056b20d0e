package io.fairfall.runner.gateway.page;

import java.nio.file.Path;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.handler.ResourceHandler;
import org.eclipse.jetty.util.resource.ResourceFactory;

/** The files of web/, always fresh: a browser asks each time and is told when nothing changed. */
public final class Pages {

  private Pages() {}

  public static Handler of(Path folder) {
    ResourceHandler files = new ResourceHandler();
    files.setBaseResource(ResourceFactory.of(files).newResource(folder));
    files.setWelcomeFiles("index.html");
    files.setDirAllowed(false);
    files.setEtags(true);
    files.setCacheControl("no-cache");
    return files;
  }
}
