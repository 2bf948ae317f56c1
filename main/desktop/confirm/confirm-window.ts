import { randomUUID } from "node:crypto";
import { BrowserWindow, session } from "electron";
import type { Decision } from "#main/handlers/types.ts";
import { strictHeaders } from "#main/transport/page-headers.ts";
import type { PlanView } from "#src/contract/transactions.ts";
import { registerConfirmIpc } from "../register.ts";
import { guardContents, guardSession } from "../security/guard-contents.ts";
import { APP_SCHEME, CONFIRM_ORIGIN } from "../security/origins.ts";
import { pagePreferences } from "../security/page-preferences.ts";
import { isTrustedSender } from "../security/sender.ts";
import { readAnswer } from "./confirm-answer.ts";
import type { ConfirmWindow } from "./confirm-queue.ts";
import { planPage } from "./plan-page.ts";
import { planStyle } from "./plan-style.ts";

/** The page runs no script of its own and loads its style sheet only. */
const POLICY =
  "default-src 'none'; style-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; script-src 'none'";

function serve(html: string): (request: { readonly url: string }) => Response {
  const headers = { ...strictHeaders, "content-security-policy": POLICY, "cache-control": "no-store" };
  return ({ url }) => {
    if (url === `${CONFIRM_ORIGIN}/confirm.css`) {
      return new Response(planStyle, { headers: { ...headers, "content-type": "text/css; charset=utf-8" } });
    }
    if (url === `${CONFIRM_ORIGIN}/`) {
      return new Response(html, { headers: { ...headers, "content-type": "text/html; charset=utf-8" } });
    }
    return new Response(null, { status: 404, headers });
  };
}

/**
 * Opens main's own window for one plan. It shares nothing with the pages: an own session in memory, an own preload
 * script that knows one channel, made for this plan and dead after one answer.
 */
export function openConfirmWindow(plan: PlanView, preload: string, parent: BrowserWindow | null): ConfirmWindow {
  const id = randomUUID();
  const partition = `confirm-${id}`;
  const own = session.fromPartition(partition);
  guardSession(own);
  own.protocol.handle(APP_SCHEME, serve(planPage(plan)));
  const window = new BrowserWindow({
    ...(parent === null ? {} : { parent, modal: true }),
    width: 640,
    height: 760,
    minWidth: 520,
    minHeight: 520,
    title: `Confirm · ${plan.network.name}`,
    show: false,
    minimizable: false,
    maximizable: false,
    fullscreenable: false,
    autoHideMenuBar: true,
    webPreferences: {
      ...pagePreferences(preload, partition, false),
      additionalArguments: [`--confirm-channel=${id}`],
    },
  });
  guardContents(window.webContents, { origin: CONFIRM_ORIGIN, onOutsideLink: () => undefined });
  window.on("page-title-updated", (event) => event.preventDefault());
  window.once("ready-to-show", () => window.show());

  const { promise, resolve } = Promise.withResolvers<Decision>();
  const windowId = window.webContents.id;
  const forget = registerConfirmIpc(`tausmith:confirm:${id}`, (event, given) => {
    if (!isTrustedSender(event, windowId, CONFIRM_ORIGIN)) return;
    forget();
    resolve(readAnswer(given, plan.needs));
  });
  const close = (): void => {
    forget();
    if (!window.isDestroyed()) window.destroy();
  };
  window.once("closed", () => {
    forget();
    own.protocol.unhandle(APP_SCHEME);
    resolve({ approved: false });
  });
  window.webContents.once("render-process-gone", close);
  void window.loadURL(`${CONFIRM_ORIGIN}/`).catch(close);
  return { decision: promise, close };
}
