// What machine this is, and what else it does.
import { readFile } from "node:fs/promises";
import { arch, cpus, loadavg, platform, totalmem } from "node:os";

/** The machine in words. */
export function machine(): string {
  const all = cpus();
  return `${all[0]?.model ?? "unknown CPU"}, ${all.length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, ${platform()} ${arch()}`;
}

/** The load average of the last minute. */
export function load(): number {
  return loadavg()[0] ?? NaN;
}

/** How much of all cores is busy while this process waits, from 0 to 1; NaN where the system does not tell. */
export async function busy(time: number): Promise<number> {
  const before = await counters();
  await new Promise((done) => setTimeout(done, time));
  const after = await counters();
  return (after.busy - before.busy) / (after.all - before.all);
}

async function counters(): Promise<{ busy: number; all: number }> {
  const text = await readFile("/proc/stat", "utf8").catch(() => "");
  const times = (/^cpu\s+(.*)$/m.exec(text)?.[1] ?? "").split(/\s+/).slice(0, 8).map(Number);
  const all = times.reduce((sum, time) => sum + time, 0);
  // The fourth and the fifth are idle, and waiting for a disk.
  return { busy: all - (times[3] ?? NaN) - (times[4] ?? NaN), all };
}
