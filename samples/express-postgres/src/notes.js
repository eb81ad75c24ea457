import pg from 'pg';

// Where nothing names a database, the app says so in /healthz and goes on.
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, connectionTimeoutMillis: 2000 });
pool.on('error', (error) => console.error(error.message));

let prepared;

function prepare() {
  prepared ??= pool.query('CREATE TABLE IF NOT EXISTS notes (id serial PRIMARY KEY, text text NOT NULL)').catch((error) => {
    prepared = undefined;
    throw error;
  });
  return prepared;
}

export async function listNotes() {
  await prepare();
  const { rows } = await pool.query('SELECT id, text FROM notes ORDER BY id');
  return rows;
}

export async function addNote(text) {
  await prepare();
  const { rows } = await pool.query('INSERT INTO notes (text) VALUES ($1) RETURNING id, text', [text]);
  return rows[0];
}

export async function databaseAnswers() {
  try {
    await pool.query('SELECT 1');
    return true;
  } catch {
    return false;
  }
}
