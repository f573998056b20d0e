package io.fairfall.conductor;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The store's client of a process that is killed right after one of its calls has taken effect. */
public final class MortalClient {
  private MortalClient() {}

  /** The process is gone: nothing may catch this. */
  public static final class Killed extends Error {
    private static final long serialVersionUID = 1L;

    public Killed(int call) {
      super("killed after call " + call);
    }
  }

  /** What is done after each call, by its number from 1 and the method's name. */
  public interface AfterCall {
    void run(int call, String method);
  }

  public static DynamoDbClient killedAfter(DynamoDbClient store, int calls) {
    return observed(
        store,
        (call, method) -> {
          if (call >= calls) {
            throw new Killed(call);
          }
        });
  }

  public static DynamoDbClient observed(DynamoDbClient store, AfterCall after) {
    int[] calls = {0};
    return (DynamoDbClient)
        Proxy.newProxyInstance(
            DynamoDbClient.class.getClassLoader(),
            new Class<?>[] {DynamoDbClient.class},
            (proxy, method, arguments) -> {
              try {
                Object answer = method.invoke(store, arguments);
                after.run(++calls[0], method.getName());
                return answer;
              } catch (InvocationTargetException refused) {
                after.run(++calls[0], method.getName());
                throw refused.getCause();
              }
            });
  }
}
