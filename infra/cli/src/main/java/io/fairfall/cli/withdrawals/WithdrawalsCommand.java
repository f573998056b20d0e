package io.fairfall.cli.withdrawals;

import picocli.CommandLine.Command;

/** {@code ./fairfall withdrawals}, which is nothing without one of its own commands. */
@Command(
    name = "withdrawals",
    mixinStandardHelpOptions = true,
    description = {
      "The queue of withdrawals that are to be paid, with what to do for each.",
      "Before one has a nonce it can be approved or denied; after that only cancelled, and then",
      "the chain decides between payment and cancellation."
    },
    subcommands = {
      ListWithdrawalsCommand.class,
      ShowWithdrawalCommand.class,
      ApproveWithdrawalCommand.class,
      DenyWithdrawalCommand.class,
      CancelWithdrawalCommand.class,
      SkipNonceCommand.class
    })
public final class WithdrawalsCommand {}
