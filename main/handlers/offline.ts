import type { Offline } from "#main/offline/offline.ts";
import type { Handlers } from "./types.ts";

export const offlineHandlers = ({ offline }: { readonly offline: Offline }): Handlers<"offline"> => ({
  request: ({ planId, withMetadata }) => offline.request(planId, withMetadata),
  inspect: ({ file }) => offline.inspect(file),
  sign: ({ file, fingerprint, password }) => offline.sign(file, fingerprint, password),
  requests: () => offline.requests(),
  submit: ({ answer, fingerprint }) => offline.submit(answer, fingerprint),
  forget: ({ fingerprint }) => offline.forget(fingerprint),
});
