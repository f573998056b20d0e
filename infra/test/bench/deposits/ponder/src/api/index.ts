import { Hono } from 'hono';
import { db } from 'ponder:api';
import { deposit } from 'ponder:schema';

const app = new Hono();

app.get('/sum', async (context) => {
  const all = await db.select().from(deposit);
  const sum = all.reduce((wei, one) => wei + BigInt(one.wei), 0n);
  return context.json({ deposits: all.length, sum: sum.toString(), calls: globalThis.benchCalls });
});

export default app;
