// Pages in a browser: pages.mjs CHROMIUM PAGE…   One line per finding; exit 1 if there is any.
import { chromium } from 'playwright-core';
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';

const [program, ...pages] = process.argv.slice(2);
const axe = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const switches = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync'];
const browser = await chromium.launch({ executablePath: program, args: switches });
let findings = 0;
const found = (...words) => { findings += 1; console.log('       ', ...words); };

for (const file of pages) {
  const url = 'file://' + path.resolve(file);
  for (const colorScheme of ['light', 'dark']) {
    for (const width of [390, 1280]) {
      const where = `${path.basename(file)} ${colorScheme} ${width}`;
      // The policy of the page stands while it loads; the checker is let in by another context below.
      const strict = await browser.newContext({ colorScheme, viewport: { width, height: 800 } });
      const page = await strict.newPage();
      page.on('console', (line) => found(where, 'console:', line.text()));
      page.on('pageerror', (error) => found(where, 'error:', error.message));
      page.on('dialog', (dialog) => { found(where, 'dialog:', dialog.message()); dialog.dismiss(); });
      page.on('request', (request) => request.url() === url || found(where, 'asks for', request.url()));
      await page.goto(url);
      const state = await page.evaluate(() => ({
        over: document.documentElement.scrollWidth - window.innerWidth,
        scripts: document.scripts.length,
        images: document.images.length,
        styled: getComputedStyle(document.body).maxWidth !== 'none' || document.querySelector('table[role]') !== null,
      }));
      // A reader of mail scales what is too wide for it.
      if (state.over > 0 && !file.includes('mail')) found(where, 'is wider than its window by', state.over);
      if (state.scripts + state.images > 0) found(where, 'has scripts or images');
      if (!state.styled) found(where, 'its style sheet was refused');
      await strict.close();

      const open = await browser.newContext({ colorScheme, viewport: { width, height: 800 }, bypassCSP: true });
      const checked = await open.newPage();
      await checked.goto(url);
      await checked.evaluate(axe);
      const { violations } = await checked.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
      for (const one of violations) found(where, one.id, `(${one.nodes.length})`, one.nodes[0].html.slice(0, 120));
      await open.close();
    }
  }
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(url);
  const printed = await page.pdf({ preferCSSPageSize: true });
  if (printed.length < 5000) found(path.basename(file), 'prints nothing');
  await context.close();
}
await browser.close();
process.exit(findings ? 1 : 0);
