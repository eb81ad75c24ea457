import express from 'express';
import { addNote, databaseAnswers, listNotes } from './notes.js';

const port = process.env.PORT || 3000;
const app = express();
app.use(express.json());

app.get('/', async (request, response) => {
  response.json({ notes: await listNotes() });
});

app.post('/', async (request, response) => {
  const text = request.body?.text;
  if (typeof text !== 'string' || text === '') {
    response.status(400).json({ error: 'text is missing' });
    return;
  }
  response.status(201).json(await addNote(text));
});

app.get('/healthz', async (request, response) => {
  response.status((await databaseAnswers()) ? 200 : 503).end();
});

app.listen(port, () => {
  console.log(`Listening on port ${port}`);
});
