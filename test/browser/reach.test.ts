import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withoutOwnKernel } from '../../policy/own-kernel.ts';
import { leftovers } from '../e2e/leftovers.ts';
import { OwnLab, sclerite } from '../own-lab.ts';
import { accept, cancel, DESKTOP, Person, PHONE, typePassword } from './_person.ts';
import { openScreen, type Screen, whatIsMissing } from './_screen.ts';

const missing = process.getuid?.() === 0 ? whatIsMissing() : 'root, which boots a machine';
const ZONE = 'sclerite.test';
const NAME = `gateway.${ZONE}`;
const PAGE = `https://${NAME}/`;
/** This machine, as the gateway sees it through nginx. */
const HERE = '198.19.112.1';
/** Where pictures of what was seen are put, for a person to look at; unset: none are taken. */
const pictures = process.env.SCLERITE_TEST_PICTURES;

describe.skipIf(missing !== undefined)(
  `the agent's page in a real browser (${missing ?? 'nothing'} is missing)`,
  () => {
    const lab = new OwnLab('scui', '198.19.112.0/20');
    const configFile = join(lab.scratch, 'sclerite.config.ts');
    let screen: Screen;
    let address = '';
    const people: Person[] = [];

    const somebody = () => {
      const person = new Person(screen, NAME, address);
      people.push(person);
      return person;
    };
    /** Somebody whose browser knows the lab's CA, as everybody's knows the real ones. */
    const visitor = () => {
      const person = somebody();
      person.trust(readFileSync(join(String(lab.env.SCLERITE_LAB_ACME_DIR), 'roots.pem'), 'utf8'));
      return person;
    };
    const secret = (name: string) => readFileSync(lab.state('seen', 'secrets/gateway', name), 'utf8').trim();
    const done = async (...words: string[]) => {
      const { exitCode, stdout, stderr } = await lab.run(words);
      expect(exitCode, `${words.join(' ')}\n${stdout}\n${stderr}`).toBe(0);
      return stdout;
    };
    const expose = async (exposure: 'tunnel' | 'tls' | 'mtls') => {
      configure(exposure);
      const { exitCode, stdout, stderr } = await lab.run(['deploy', '--yes'], { show: true });
      expect([0, 3], `${stdout}\n${stderr}`.slice(-6000)).toContain(exitCode);
    };
    const configure = (exposure: 'tunnel' | 'tls' | 'mtls') => {
      const acme = String(lab.env.SCLERITE_LAB_ACME_DIR);
      const ca = {
        directory: lab.env.SCLERITE_LAB_ACME_DIRECTORY,
        caa: 'pebble.test',
        directoryRoots: join(acme, 'directory-roots.pem'),
        roots: join(acme, 'roots.pem'),
      };
      const config = {
        project: 'seen',
        servers: [{ name: 'gateway', exposure, dns: { zone: ZONE, name: 'gateway' } }],
        ...(exposure === 'tunnel' ? {} : { tls: { ca, ...(exposure === 'tls' ? { identity: 'password' } : {}) } }),
        openclaw: { controlUi: true },
        operators: [{ publicKeyFile: lab.state('lab', 'keys/id_ed25519.pub') }],
        suppressions: withoutOwnKernel,
      };
      writeFileSync(configFile, `export default ${JSON.stringify(config)};\n`);
    };
    /** What stands on the page, as a person reads it. */
    const text = (page: Page) => page.locator('body').innerText();
    const picture = async (page: Page, name: string) => {
      if (pictures === undefined) return;
      mkdirSync(pictures, { recursive: true });
      for (const [width, size] of Object.entries({ desktop: DESKTOP, phone: PHONE })) {
        await page.setViewportSize(size);
        await page.screenshot({ path: join(pictures, `${name}-${width}.png`) });
      }
    };
    /** A refusal that can be read on a phone and on a desk: our own words, large enough, nothing cut off at the side. */
    const expectReadable = async (page: Page, title: string) => {
      await expect.poll(() => page.title(), { timeout: 10_000 }).toBe(title);
      for (const size of [DESKTOP, PHONE]) {
        await page.setViewportSize(size);
        // A text for the browser, so that this file needs none of its types.
        const seen = await page.evaluate(
          `({ overflow: document.documentElement.scrollWidth - innerWidth,
            fontPixels: parseFloat(getComputedStyle(document.querySelector('p')).fontSize),
            heading: document.querySelector('h1').innerText })`,
        );
        expect(seen).toEqual({ overflow: 0, fontPixels: expect.closeTo(17, 0), heading: title });
      }
    };
    /** From a page that wants approval to one that can be used, with what the operator types in between. */
    const approve = async (page: Page, from: string) => {
      await page.getByText('Approve this browser').waitFor({ timeout: 30_000 });
      const id = /approve ([0-9a-f-]{36})/.exec(await text(page))?.[1] ?? '';
      expect(id).not.toBe('');
      const listed = await done('pair');
      expect(listed).toContain(`${id}  browser on Linux x86_64  ${from}`);
      expect(await done('pair', 'gateway', 'approve', id.slice(0, 8))).toMatch(/^gateway: approved browser/);
      await expectUsable(page);
    };
    /** Connected, and a message could be typed. */
    const expectUsable = async (page: Page) => {
      await page.getByPlaceholder(/^Message /).waitFor({ timeout: 60_000 });
      await expect.poll(() => text(page), { timeout: 30_000 }).toContain('Type a message below');
    };

    beforeAll(async () => {
      screen = await openScreen();
      await lab.up(['--no-deploy']);
      lab.env.SCLERITE_CONFIG = configFile;
      await lab.api('POST', '/zones', { name: ZONE, mode: 'primary' });
      await expose('tunnel');
      const record = JSON.parse(readFileSync(lab.state('seen', 'servers/gateway/server.json'), 'utf8')) as {
        ipv4: string;
      };
      address = record.ipv4;
    });
    afterAll(async () => {
      for (const person of people) await person.remove();
      await screen.close();
      await lab.remove();
      expect(leftovers(lab.settings.prefix, lab.scratch)).toEqual([]);
    });

    it('opens through the tunnel with the link that the tunnel prints, once it is approved', async () => {
      const tunnel = spawn(sclerite, ['tunnel', '--port', '28789', '--show-token'], { env: lab.env });
      const ended = new Promise((resolve) => tunnel.once('close', resolve));
      let printed = '';
      tunnel.stderr.setEncoding('utf8').on('data', (chunk: string) => {
        printed += chunk;
      });
      try {
        const link = () => /In a browser: +(\S+)/.exec(printed)?.[1];
        await expect.poll(link, { timeout: 30_000 }).toMatch(/^http:\/\/127\.0\.0\.1:28789\/#token=/);
        const { page } = await somebody().visit(link() ?? '');
        await approve(page, 'the tunnel');
        await picture(page, 'tunnel');
      } finally {
        tunnel.kill('SIGINT');
      }
      expect(await ended).toBe(0);
    });

    describe('with a password in front', () => {
      let known: Person;

      beforeAll(() => expose('tls'));

      it('is not believed by a browser that does not know the CA', async () => {
        const { page, statuses } = await somebody().visit(PAGE);
        expect(statuses).toEqual([]);
        expect(await text(page)).toContain('Your connection is not private');
      });

      it('shows a page of its own to whoever has no password', async () => {
        const { page, statuses } = await visitor().visit(PAGE, cancel);
        expect(new Set(statuses)).toEqual(new Set([401]));
        await expectReadable(page, 'A name and a password are needed');
        await picture(page, 'no-password');
      });

      it('asks again after a wrong one, and then shows that page', async () => {
        const person = visitor();
        const { page, statuses } = await person.visit(PAGE, typePassword('aaaaa-bbbbb-ccccc'));
        await expect
          .poll(() => statuses.filter((status) => status === 401).length, { timeout: 10_000 })
          .toBeGreaterThan(1);
        await person.answer(cancel);
        await expectReadable(page, 'A name and a password are needed');
        expect(new Set(statuses)).toEqual(new Set([401]));
      });

      it("opens with the right one, though the page needs the password's header for the token", async () => {
        known = visitor();
        const password = secret('proxy-password');
        const { page } = await known.visit(`${PAGE}#token=${secret('gateway-token')}`, typePassword(password));
        const withToken: number[] = [];
        const refused: string[] = [];
        page.on('response', (response) => {
          if (response.request().headers().authorization?.startsWith('Bearer ')) withToken.push(response.status());
          if ([401, 403, 429].includes(response.status())) refused.push(`${response.status()} ${response.url()}`);
        });
        await approve(page, HERE);
        await page.goto(`${PAGE}settings/appearance`);
        await page.getByText('Color mode').first().waitFor({ timeout: 30_000 });
        expect(withToken).toContain(200);
        expect(refused).toEqual([]);
        await page.goto(PAGE);
        await expectUsable(page);
        await picture(page, 'password');
      });

      it('asks for the password again after the browser was closed, and for no approval', async () => {
        await known.close();
        const { page, statuses } = await known.visit(PAGE, typePassword(secret('proxy-password')));
        await expectUsable(page);
        expect(statuses[0]).toBe(401);
        expect(statuses).toContain(200);
        await known.close();
      });
    });

    describe('with certificates for devices', () => {
      let owner: Person;

      /** `./sclerite device issue`, and the import on that device. */
      const deviceOf = async (name: string) => {
        const person = visitor();
        const file = join(lab.scratch, `${name}.p12`);
        const issued = await done('device', 'issue', name, '--output', file);
        person.importCertificate(file, /nowhere: (\S+)/.exec(issued)?.[1] ?? '');
        return person;
      };
      let stranger: Person;

      beforeAll(async () => {
        // A certificate of the CA that was there before: of the same name, so that the browser takes it for a fitting one.
        configure('mtls');
        stranger = await deviceOf('stranger');
        renameSync(lab.state('seen', 'devices'), lab.state('seen', 'devices.former'));
        await expose('mtls');
      });

      it('shows a page of its own to a device without one', async () => {
        const { page, statuses } = await visitor().visit(PAGE);
        expect(statuses).toEqual([400]);
        await expectReadable(page, 'This device has no certificate');
        await picture(page, 'no-certificate');
      });

      it('shows another to a device with one of another CA', async () => {
        const { page, statuses } = await stranger.visit(PAGE, accept);
        expect(statuses).toEqual([400]);
        await expectReadable(page, 'The certificate of this device was refused');
        await picture(page, 'certificate-refused');
      });

      it('opens for a device that has one and shows it', async () => {
        owner = await deviceOf('ada-laptop');
        const withheld = await owner.visit(PAGE, cancel);
        await expectReadable(withheld.page, 'This device has no certificate');
        await owner.close();
        const { page, statuses } = await owner.visit(`${PAGE}#token=${secret('gateway-token')}`, accept);
        expect(statuses).toEqual([200]);
        await approve(page, HERE);
        await picture(page, 'certificate');

        // Lost: what is open ends, and nothing opens any more.
        await done('device', 'revoke', 'ada-laptop');
        await expect.poll(() => text(page), { timeout: 30_000 }).toContain('Reconnecting');
        await page.reload();
        await expectReadable(page, 'The certificate of this device was refused');
      });
    });
  },
);
