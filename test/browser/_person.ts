import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import type { Screen } from './_screen.ts';

export const PHONE = { width: 390, height: 844 } as const;
export const DESKTOP = { width: 1280, height: 800 } as const;

/** What somebody does when the browser itself asks: type, or walk away. */
export type Answer = (screen: Screen) => void;

export const cancel: Answer = (screen) => screen.press('Escape');
export const accept: Answer = (screen) => screen.press('Return');
export const typePassword =
  (password: string): Answer =>
  (screen) => {
    screen.type('openclaw');
    screen.press('Tab');
    screen.type(password);
    screen.press('Return');
  };

/** A dialog takes the keyboard a moment after it was asked for; what is typed before is lost. */
const DIALOG_MS = 2_500;

/**
 * Somebody with a browser of their own: a home directory with Chromium's profile, the authorities that they trust and the
 * certificates that they imported, all in NSS's database, where Chromium itself looks. Nothing of it is left behind.
 */
export class Person {
  readonly home = mkdtempSync(join(tmpdir(), 'sclerite-person-'));
  readonly #nss = `sql:${join(this.home, '.pki/nssdb')}`;
  readonly #screen: Screen;
  readonly #names: string;
  #context: BrowserContext | undefined;

  /** `name` leads to `address`, and no other name anywhere: there is no way out of this browser but to the lab. */
  constructor(screen: Screen, name: string, address: string) {
    this.#screen = screen;
    this.#names = `MAP ${name} ${address}, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1`;
    mkdirSync(join(this.home, '.pki/nssdb'), { recursive: true });
    execFileSync('certutil', ['-N', '-d', this.#nss, '--empty-password']);
  }

  /** As by the settings' "Authorities, Import, trust for websites". `roots`: PEM blocks. */
  trust(roots: string): void {
    const file = join(this.home, 'root.pem');
    const blocks = roots.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----\n?/g) ?? [];
    for (const [at, root] of blocks.entries()) {
      writeFileSync(file, root);
      execFileSync('certutil', ['-A', '-d', this.#nss, '-n', `authority ${at}`, '-t', 'C,,', '-i', file]);
    }
  }

  /** As by the settings' "Your certificates, Import". @throws when NSS refuses file or password */
  importCertificate(file: string, password: string): void {
    execFileSync('pk12util', ['-i', file, '-d', this.#nss, '-W', password], { stdio: 'pipe' });
  }

  /** A new page, in the browser that is open or a new one. */
  async page(): Promise<Page> {
    this.#context ??= await chromium.launchPersistentContext(join(this.home, 'profile'), {
      executablePath: '/usr/bin/chromium',
      headless: false,
      env: { ...process.env, ...this.#screen.env, HOME: this.home, XDG_CONFIG_HOME: join(this.home, '.config') },
      // A throwaway browser that meets nobody but the lab; its own sandbox wants another user than root.
      chromiumSandbox: false,
      args: [`--host-resolver-rules=${this.#names}`],
      viewport: null,
    });
    return this.#context.newPage();
  }

  /**
   * Opens an address and answers the browser's dialog, if one comes. What is shown in the end is not judged here: a dialog that
   * waits, and a refusal, are failed navigations to Playwright and everyday life to a person.
   *
   * @returns the page, and the status of every answer to this address
   */
  async visit(url: string, answer?: Answer): Promise<{ readonly page: Page; readonly statuses: readonly number[] }> {
    const page = await this.page();
    const statuses: number[] = [];
    page.on('response', (response) => {
      if (response.request().isNavigationRequest()) statuses.push(response.status());
    });
    const shown = page.goto(url).then(
      () => true,
      () => true,
    );
    if (answer) {
      // A dialog has no event: either the page failed (the password's), or nothing happens for a while (the certificate's).
      await Promise.race([shown, pause(4_000)]);
      await this.answer(answer);
    }
    await Promise.race([shown, pause(20_000)]);
    return { page, statuses };
  }

  /** To a dialog that is about to be there. */
  async answer(answer: Answer): Promise<void> {
    await pause(DIALOG_MS);
    answer(this.#screen);
  }

  /** Closes the browser; profile and certificates stay. */
  async close(): Promise<void> {
    await this.#context?.close();
    this.#context = undefined;
  }

  async remove(): Promise<void> {
    await this.close();
    rmSync(this.home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}
