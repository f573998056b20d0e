import { onchainTable } from 'ponder';

export const deposit = onchainTable('deposit', (t) => ({
  id: t.text().primaryKey(),
  sender: t.hex().notNull(),
  wei: t.bigint().notNull(),
}));
