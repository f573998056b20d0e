package io.fairfall.realtime.recovery;

import io.fairfall.crash.Round;
import io.fairfall.crash.bets.RoundFacts;
import io.fairfall.journal.Entry;
import io.fairfall.ledger.Accounts;
import io.fairfall.realtime.channels.Channel;
import io.fairfall.realtime.channels.ChannelPositions;
import io.fairfall.realtime.channels.Events;
import io.fairfall.settings.SettingsJournal;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How far the journals behind some channels are, read now.
 *
 * @param channels what was read; the rest is empty
 * @param round the latest round
 * @param facts version of the newest facts in that round's journal, 0 for none
 * @param settings the newest change of the settings
 * @param account the newest entry of the player's account
 * @param deposits the newest entry of the player's deposits
 */
public record JournalHeads(
    Set<Channel> channels,
    Optional<Round> round,
    long facts,
    Optional<Entry> settings,
    Optional<Entry> account,
    Optional<Entry> deposits) {

  /**
   * Reads the heads of channels: one read for the game and one more for each other channel.
   *
   * @param player whose account; needed where {@code account} is among the channels
   */
  static JournalHeads read(JournalSources sources, Set<Channel> channels, @Nullable String player) {
    boolean playing = channels.contains(Channel.GAME) || channels.contains(Channel.ROUNDS);
    Optional<Round> round = playing ? sources.game().latest() : Optional.empty();
    long facts = 0;
    if (channels.contains(Channel.ROUNDS) && round.isPresent()) {
      String journal = RoundFacts.journalOf(round.get().id());
      facts = sources.events().head(journal).map(Entry::version).orElse(0L);
    }
    Optional<Entry> settings =
        channels.contains(Channel.SETTINGS)
            ? sources.events().head(SettingsJournal.NAME)
            : Optional.empty();
    Optional<Entry> account = Optional.empty();
    if (channels.contains(Channel.ACCOUNT) && player != null) {
      account = sources.accounts().head(Accounts.journalOf(player));
    }
    Optional<Entry> deposits = Optional.empty();
    if (channels.contains(Channel.DEPOSITS) && player != null) {
      deposits = sources.events().head(Events.depositsOf(player));
    }
    return new JournalHeads(channels, round, facts, settings, account, deposits);
  }

  long gameVersion() {
    return round.map(Round::version).orElse(0L);
  }

  long settingsVersion() {
    return settings.map(Entry::version).orElse(0L);
  }

  long accountVersion() {
    return account.map(Entry::version).orElse(0L);
  }

  long depositsVersion() {
    return deposits.map(Entry::version).orElse(0L);
  }

  ChannelPositions.InRound inRound() {
    return new ChannelPositions.InRound(Long.toString(round.map(Round::id).orElse(0L)), facts);
  }

  ChannelPositions positions() {
    return new ChannelPositions(
        channels.contains(Channel.GAME) ? gameVersion() : null,
        channels.contains(Channel.ROUNDS) ? inRound() : null,
        channels.contains(Channel.SETTINGS) ? settingsVersion() : null,
        channels.contains(Channel.ACCOUNT) ? accountVersion() : null,
        channels.contains(Channel.DEPOSITS) ? depositsVersion() : null,
        Map.of());
  }
}
