package io.fairfall.runner.gateway.page;

import io.fairfall.runner.wire.Exchange;
import io.fairfall.runner.wire.JsonBytes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.server.handler.ResourceHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.resource.Resource;
import org.eclipse.jetty.util.resource.ResourceFactory;

/**
 * {@code /dev/reference/}: the documents of both APIs, rendered. Everything comes from this
 * machine, the renderers from the npm packages that package.json of this module names.
 */
public final class ReferencePages {
  /** Where they are served. */
  public static final String PATH = "/dev/reference";

  private static final String DOCUMENTS = "docs/reference";
  private static final String PACKAGES = "infra/runner";
  private static final String PAGES = "io/fairfall/runner/gateway/page/reference/";

  /** Folders of packages, by what stands for them in the pages. */
  private static final Map<String, String> RENDERERS =
      Map.of("/swagger-ui", "swagger-ui-dist", "/asyncapi", "@asyncapi/react-component");

  private ReferencePages() {}

  /**
   * The pages of a checkout.
   *
   * @param root the folder that holds template.yaml
   */
  public static Handler of(Path root) {
    Handler.Sequence all = new Handler.Sequence();
    RENDERERS.forEach(
        (path, name) -> all.addHandler(new ContextHandler(files(root, name), PATH + path)));
    ResourceHandler pages = new ResourceHandler();
    ResourceFactory resources = ResourceFactory.of(pages);
    Resource own = resources.newClassLoaderResource(PAGES);
    Path documents = root.resolve(DOCUMENTS);
    pages.setBaseResource(
        Files.isDirectory(documents)
            ? ResourceFactory.combine(List.of(own, resources.newResource(documents)))
            : own);
    pages.setWelcomeFiles("index.html");
    pages.setDirAllowed(false);
    pages.setCacheControl("no-cache");
    all.addHandler(new ContextHandler(pages, PATH));
    return all;
  }

  /** A package's files, or a sentence where it is not installed. */
  private static Handler files(Path root, String name) {
    Path folder = root.resolve(PACKAGES).resolve("node_modules").resolve(name);
    return Files.isDirectory(folder) ? Pages.of(folder) : new NotInstalled();
  }

  private static final class NotInstalled extends Handler.Abstract {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      Exchange.reply(
          response,
          callback,
          404,
          JsonBytes.message("Run npm ci --ignore-scripts in " + PACKAGES + " first"));
      return true;
    }
  }
}
