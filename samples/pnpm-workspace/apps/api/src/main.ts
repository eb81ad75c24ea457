import { tideAt } from '@tides/shared';
import Fastify from 'fastify';

const port = Number(process.env.PORT ?? 4000);
const app = Fastify({ logger: true });

app.get('/', () => tideAt(new Date()));
app.get('/health', () => ({ status: 'ok' }));

process.once('SIGTERM', () => void app.close());

await app.listen({ host: '0.0.0.0', port });
