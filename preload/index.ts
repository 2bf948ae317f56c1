import { contextBridge, ipcRenderer } from "electron";
import { buildAreas } from "#src/contract/client.ts";
import { createIpcTransport } from "./ipc-transport.ts";

contextBridge.exposeInMainWorld("tausmith", buildAreas(createIpcTransport(ipcRenderer)));
