/** Between the API's records and the driver: builds what a driver is asked for, and asks one thing at a time per machine. */
import type { Driver, FirewallRule, MachineSpec, VolumeSpec } from '../driver.ts';
import { imageById } from './catalogue/images.ts';
import { findServerType } from './catalogue/server-types.ts';
import { rulesAround } from './firewalls-around.ts';
import { primaryIps, type ServerRecord, servers, volumes } from './records.ts';
import type { Store } from './store.ts';

/** Chosen by hand: a machine may only be asked to change its firewall while it stands. */
const standing = new Set<ServerRecord['status']>(['starting', 'running', 'stopping']);

export class Machines {
  readonly driver: Driver;
  readonly #store: Store;
  readonly #log: (line: string) => void;
  readonly #queues = new Map<number, Promise<unknown>>();
  /** Servers the driver is working on: what it says about their state now is not worth writing down. */
  readonly #busy = new Set<number>();
  /** How many turns each server has had; one that had a turn while the driver looked may have been seen before it. */
  readonly #turns = new Map<number, number>();

  constructor(store: Store, driver: Driver, log: (line: string) => void) {
    this.#store = store;
    this.driver = driver;
    this.#log = log;
  }

  async create(server: ServerRecord): Promise<void> {
    await this.#inTurn(server.id, () => this.driver.create(this.spec(server)));
  }

  async start(server: ServerRecord): Promise<void> {
    this.#setStatus(server, 'starting');
    try {
      await this.#inTurn(server.id, async () => {
        await this.driver.start(this.spec(server), this.rules(server));
        for (const volume of volumes(this.#store).filter((one) => one.server === server.id)) {
          await this.driver.attachVolume(server.id, volumeSpec(volume));
        }
      });
      this.#setStatus(server, 'running');
    } catch (error) {
      this.#setStatus(server, 'off');
      throw error;
    }
  }

  async stop(server: ServerRecord, how: 'graceful' | 'cut'): Promise<void> {
    const before = server.status;
    this.#setStatus(server, 'stopping');
    try {
      await this.#inTurn(server.id, () => this.driver.stop(server.id, how));
      this.#setStatus(server, 'off');
    } catch (error) {
      this.#setStatus(server, before === 'stopping' ? 'running' : before);
      throw error;
    }
  }

  async destroy(server: ServerRecord): Promise<void> {
    await this.#inTurn(server.id, () => this.driver.destroy(server.id));
    this.#queues.delete(server.id);
    this.#turns.delete(server.id);
  }

  async attachVolume(server: number, volume: VolumeSpec): Promise<void> {
    await this.#inTurn(server, () => this.driver.attachVolume(server, volumeSpec(volume)));
  }

  async detachVolume(server: number, volume: VolumeSpec): Promise<void> {
    await this.#inTurn(server, () => this.driver.detachVolume(server, volumeSpec(volume)));
  }

  /** What a detached volume held is gone with it. A driver that keeps no volumes has nothing to do. */
  async deleteVolume(volume: number): Promise<void> {
    await this.driver.deleteVolume?.(volume);
  }

  /** Puts the rules that are in the records now around these servers, those that stand. */
  async syncFirewalls(ids: Iterable<number>): Promise<void> {
    await Promise.all(
      [...ids].map((id) =>
        this.#inTurn(id, async () => {
          const server = servers(this.#store).get(id); // read late: rules and server may have changed while queued
          if (server !== undefined && standing.has(server.status))
            await this.driver.setFirewall(id, this.rules(server));
        }),
      ),
    );
  }

  /**
   * Compares the records with the machines: one that died is shown as off, one that came back as running. Servers with a
   * job under way are left alone.
   */
  async observe(isLocked: (server: ServerRecord) => boolean): Promise<void> {
    const isAtRest = (server: ServerRecord) =>
      !isLocked(server) && !this.#busy.has(server.id) && server.status !== 'deleting';
    const atRest = servers(this.#store).filter(isAtRest);
    const turnsBefore = new Map(this.#turns);
    const states = await this.driver.states();
    for (const server of atRest.filter(isAtRest)) {
      if (this.#turns.get(server.id) !== turnsBefore.get(server.id)) continue;
      const state = states.get(server.id) ?? 'off';
      if (server.status !== state) {
        this.#log(`server ${server.id} (${server.name}) is ${state}; it was ${server.status}`);
        this.#setStatus(server, state);
      }
    }
    for (const id of states.keys()) {
      if (servers(this.#store).get(id) === undefined && !this.#busy.has(id)) {
        this.#log(`the driver knows a machine ${id} that no server belongs to; it was left alone`);
      }
    }
  }

  rules(server: ServerRecord): readonly FirewallRule[] | null {
    return rulesAround(this.#store, server);
  }

  spec(server: ServerRecord): MachineSpec {
    const type = findServerType(server.serverType);
    const image = imageById(server.imageId);
    if (type === undefined || image === undefined) {
      throw new Error(
        `server ${server.id} has a type or image (${server.serverType}, ${server.imageId}) this lab does not know`,
      );
    }
    const addresses = primaryIps(this.#store).filter((ip) => ip.assignee === server.id);
    return {
      id: server.id,
      name: server.name,
      image: image.name,
      location: server.location,
      cores: type.cores,
      memory: type.memory,
      disk: server.primaryDiskSize,
      ipv4: addresses.find((ip) => ip.type === 'ipv4')?.ip ?? null,
      ipv6: addresses.find((ip) => ip.type === 'ipv6')?.ip ?? null,
      userData: server.userData,
      publicKeys: server.publicKeys,
    };
  }

  #setStatus(server: ServerRecord, status: ServerRecord['status']): void {
    server.status = status;
    this.#store.touch();
  }

  async #inTurn(id: number, work: () => Promise<void>): Promise<void> {
    const before = this.#queues.get(id) ?? Promise.resolve();
    const turn = before.then(async () => {
      this.#busy.add(id);
      this.#turns.set(id, (this.#turns.get(id) ?? 0) + 1);
      try {
        await work();
      } finally {
        this.#busy.delete(id);
      }
    });
    const settled = turn.catch(() => undefined); // the next in the queue runs whatever became of this one
    this.#queues.set(id, settled);
    await turn;
  }
}

const volumeSpec = ({ id, size, format }: VolumeSpec): VolumeSpec => ({ id, size, format });
