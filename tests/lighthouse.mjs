// Runs Lighthouse for tests/lighthouse.py: a job a line in, its whole result a line out.
import { createInterface } from "node:readline";
import { launch } from "chrome-launcher";
import lighthouse, { desktopConfig } from "lighthouse";

// Our pages do nothing once they are loaded: 0.3 s of quiet give the scores that Lighthouse's
// own 1 s gives, and a quarter of the time is saved.
const QUIET = 300;

async function measure({ address, device, categories, chrome }) {
  // A new browser each time: nothing of one page is left for the next.
  const browser = await launch({ chromePath: chrome.path, chromeFlags: chrome.flags });
  try {
    const flags = {
      port: browser.port,
      logLevel: "silent",
      onlyCategories: categories,
      disableFullPageScreenshot: true,
      pauseAfterFcpMs: QUIET,
      pauseAfterLoadMs: QUIET,
      networkQuietThresholdMs: QUIET,
      cpuQuietThresholdMs: QUIET,
    };
    const { lhr } = await lighthouse(address, flags, device === "desktop" ? desktopConfig : undefined);
    return lhr;
  } finally {
    await browser.kill();
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  const answer = await measure(JSON.parse(line)).catch((error) => ({
    runtimeError: { message: String(error?.message ?? error) },
  }));
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
