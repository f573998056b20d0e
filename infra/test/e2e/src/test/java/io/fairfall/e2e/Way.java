package io.fairfall.e2e;

import io.fairfall.load.ClientAnswer;
import io.fairfall.load.Feed;
import io.fairfall.load.Order;
import io.fairfall.load.Player;

/** The two ways to ask for the same thing; every promise about bets holds on both. */
enum Way {
  HTTP {
    @Override
    Asking of(LiveSystem house, Player player) {
      return player::bet;
    }
  },
  SOCKET {
    @Override
    Asking of(LiveSystem house, Player player) throws InterruptedException {
      Feed feed = house.follow(player);
      return (order, attempt) -> {
        String requestId = house.name();
        return house
            .wire()
            .patiently(() -> feed.ask(requestId, order.socketMessage(requestId, attempt)));
      };
    }
  };

  /** Places a bet. */
  interface Asking {
    ClientAnswer bet(Order order, int attempt);
  }

  abstract Asking of(LiveSystem house, Player player) throws InterruptedException;
}
