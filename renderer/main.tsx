import { mount } from "./app/mount.tsx";
import { createClient } from "./lib/client/create-client.ts";

mount(createClient(window));
