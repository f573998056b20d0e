// The plainest reader that there is: fetches full blocks, ten at a time, and does nothing with them.
import { createPublicClient, http } from 'viem';
import { now, obey } from '../realtime/orders.mjs';

obey({
  async read({ url, blocks, concurrency }) {
    let calls = 0;
    let transactions = 0;
    let next = 1;
    const transport = http(url, { onFetchRequest: () => void calls++ });
    const client = createPublicClient({ transport });
    const reader = async () => {
      while (next <= blocks) {
        const blockNumber = BigInt(next++);
        const block = await client.getBlock({ blockNumber, includeTransactions: true });
        transactions += block.transactions.length;
      }
    };
    const began = now();
    await Promise.all(Array.from({ length: concurrency }, reader));
    return { ms: now() - began, calls, transactions };
  },
});
