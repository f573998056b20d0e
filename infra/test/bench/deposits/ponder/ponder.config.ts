import process from 'node:process';
import { createConfig } from 'ponder';
import { http, parseAbi } from 'viem';

const { BENCH_RPC, BENCH_FOLDER, BENCH_WALLET, BENCH_TOKEN, BENCH_BLOCKS } = process.env;
const range = { chain: 'anvil', startBlock: 1, endBlock: Number(BENCH_BLOCKS) };

globalThis.benchCalls = 0;
const rpc = http(BENCH_RPC, { onFetchRequest: () => void globalThis.benchCalls++ });

export default createConfig({
  database: { kind: 'pglite', directory: BENCH_FOLDER },
  chains: { anvil: { id: 31337, rpc } },
  accounts: { Wallet: { ...range, address: BENCH_WALLET } },
  contracts: {
    Token: {
      ...range,
      abi: parseAbi(['event Transfer(address indexed from, address indexed to, uint256 value)']),
      address: BENCH_TOKEN,
      filter: { event: 'Transfer', args: { to: BENCH_WALLET } },
    },
  },
});
