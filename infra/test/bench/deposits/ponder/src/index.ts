import process from 'node:process';
import { ponder } from 'ponder:registry';
import { deposit } from 'ponder:schema';

const weiPerToken = BigInt(process.env.BENCH_WEI_PER_TOKEN);
const parts = 10n ** BigInt(process.env.BENCH_TOKEN_DECIMALS);

// ether, straight or passed on by a contract
ponder.on('Wallet:transfer:to', async ({ event, context }) => {
  const { from, to, value } = event.transfer;
  if (value === 0n || from === to) return;
  await context.db.insert(deposit).values({ id: event.id, sender: from, wei: value });
});

ponder.on('Token:Transfer', async ({ event, context }) => {
  const wei = (event.args.value * weiPerToken) / parts;
  if (wei === 0n || event.args.from === event.args.to) return;
  await context.db.insert(deposit).values({ id: event.id, sender: event.args.from, wei });
});
