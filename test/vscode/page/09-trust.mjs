import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ok, openFile, openStage, until } from '../workbench.mjs';

export const name = 'an untrusted folder includes nothing from outside; trusting it helps at once';

export async function run(test) {
  const { page, shot, workspace } = test;
  writeFileSync(join(workspace, '..', 'outside.lib'), '.model dout d is=1e-14\n');
  writeFileSync(join(workspace, 'outside.cir'), 'An include from outside\n.include ../outside.lib\nv1 a 0 1\nr1 a b 1k\nd1 b 0 dout\n.op\n.end\n');
  await openStage(test, { trusted: false });
  await page.getByRole('button', { name: /No, I don't trust/ }).click();
  await openFile(page, 'outside.cir');
  await page.locator('.squiggly-error').first().waitFor({ timeout: 20_000 });
  await page.keyboard.press('F8');
  const widget = page.locator('.zone-widget').first();
  await widget.waitFor();
  const text = await widget.innerText();
  ok(/trust/i.test(text), `the finding says what to do: ${text}`);
  await shot('refused');
  await page.keyboard.press('Escape');

  await page.locator('.statusbar-item[id="status.workspaceTrust"]').click();
  await page.locator('.workspace-trust-editor').getByRole('button', { name: 'Trust', exact: true }).first().click();
  await page.locator('.tab').filter({ hasText: 'outside.cir' }).click();
  await until('no error', async () => (await page.locator('.squiggly-error').count()) === 0);
  await shot('trusted');
}
