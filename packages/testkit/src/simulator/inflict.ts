/** Brings harm about, and makes it good again. */
import { type Harm, STALL_MS } from './faults.ts';
import type { World } from './world.ts';

/** So long a stalled process still hears what it is asked. */
const UNHEARD_AFTER_MS = 1_500;

/** @returns what ends it; nothing where it has no length */
export function inflict(world: World, harm: Harm): () => void {
  const host = 'process' in harm ? world.hosts.get(harm.process) : undefined;
  const life = host?.life;
  const each = [...world.hosts.values()].flatMap((one) => one.life ?? []);
  switch (harm.kind) {
    case 'crash':
      host?.kill();
      return () => host?.start();
    case 'restart':
      host?.stop();
      return () => host?.start(); // where it is still going down, whoever heals the room starts it
    case 'pause':
      life?.process.pause();
      return () => life?.process.resume();
    case 'partition':
      if (life && harm.way !== 'in') life.link.isCutOut = true;
      if (life && harm.way !== 'out') life.link.isCutIn = true;
      return () => life?.link.heal();
    case 'loss':
      if (life) life.link.lossPercent = harm.percent;
      return () => life?.link.heal();
    case 'slow':
      if (life) life.link.slowMs = life.database.slowMs = harm.byMs;
      return () => {
        if (life) life.link.slowMs = life.database.slowMs = 0;
      };
    case 'stall': {
      if (!life) return () => undefined;
      life.database.slowMs = STALL_MS;
      const cut = world.time.at(UNHEARD_AFTER_MS, () => {
        life.link.isCutIn = life.link.isCutOut = true;
      });
      return () => {
        cut.cancel();
        life.database.slowMs = 0;
        life.link.heal();
      };
    }
    case 'commits':
      if (life) life.database.failPercent = harm.percent;
      return () => life?.database.heal();
    case 'no-database':
      for (const { database } of each) database.isGone = true;
      return () => {
        for (const { database } of each) database.heal();
      };
    case 'no-messaging':
      for (const { link } of each) link.isCutIn = link.isCutOut = true;
      return () => {
        for (const { link } of each) link.heal();
      };
    case 'clock':
      life?.process.jump(harm.byMs);
      return () => undefined;
    case 'cut-off':
      life?.streams.cutOff();
      return () => undefined;
    case 'hang-up':
      world.sockets.hangUp(harm.percent);
      return () => undefined;
    case 'echo':
      world.sockets.echoPercent = harm.percent;
      return () => {
        world.sockets.echoPercent = 0;
      };
    case 'slow-players':
      world.sockets.slowMs = harm.byMs;
      return () => {
        world.sockets.slowMs = 0;
      };
  }
}

/** Everything works again, and whatever is down is started. */
export function heal({ hosts, sockets }: World): void {
  sockets.echoPercent = 0;
  sockets.slowMs = 0;
  for (const host of hosts.values()) {
    host.life?.link.heal();
    host.life?.database.heal();
    host.life?.process.resume();
    host.start();
  }
}
