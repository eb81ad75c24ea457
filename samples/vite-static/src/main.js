import './style.css';

const title = import.meta.env.VITE_TITLE ?? 'Harbour';
const pages = {
  '/': () => `${title}: no ships today`,
  '/about': () => `${title} is a page with two routes`,
};

const page = pages[location.pathname] ?? (() => 'There is no such page');
document.querySelector('#page').textContent = page();
