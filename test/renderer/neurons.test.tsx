import { cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { App } from "#renderer/app/App.tsx";
import { createFakeClient } from "./support/fake-client.ts";
import { axonView, order, overview, ownNeuron, survival } from "./support/neuron-samples.ts";
import { renderPage } from "./support/render.tsx";
import { COLDKEY, MY_HOTKEY, plan, transaction } from "./support/samples.ts";

afterEach(cleanup);

test("shows the columns with their units, and says what the chain no longer fills", async () => {
  renderPage(createFakeClient(), <App />, "#/neurons");
  const table = await screen.findByRole("table", { name: "My neurons" });
  const heads = within(table)
    .getAllByRole("columnheader")
    .map(({ textContent }) => textContent);
  for (const head of ["Coldkey", "Hotkey", "UID", "Stake α", "Rank", "Emission α-ρ a block", "VPermit", "Axon"]) {
    expect(heads).toContain(head);
  }
  expect(within(table).getAllByTitle("This chain no longer fills it.")).toHaveLength(2);
  expect(within(table).getByText("29,340,153")).toBeTruthy();
  expect(within(table).getByText("71.296 θ")).toBeTruthy();
  expect(within(table).getByText("131.186.56.85:8091")).toBeTruthy();
  const totals = screen.getByRole("table", { name: "Totals by subnet" });
  expect(within(totals).getByText("99.431205118 τ")).toBeTruthy();
});

test("puts the neuron in most danger first, each with its gauge and sentence", async () => {
  const client = createFakeClient();
  const safe = survival({ level: "safe", registrationsAway: null, sentence: "Safe at present." });
  const next = survival({ level: "nextOut", registrationsAway: 1, sentence: "The next registration takes this UID." });
  client.answer("neurons.overview", () =>
    overview([
      ownNeuron({ uid: 3, hotkeyName: "calm", survival: safe }),
      ownNeuron({ uid: 9, hotkeyName: "edge", survival: next }),
    ]),
  );
  renderPage(client, <App />, "#/neurons");
  const list = await screen.findByRole("list", { name: "How safe each UID is" });
  const [first, second] = within(list).getAllByRole("listitem");
  expect(first?.textContent).toContain("edge");
  const meters = within(list).getAllByRole("meter");
  expect(meters[0]?.getAttribute("aria-valuetext")).toBe("The next registration takes this UID.");
  expect(meters[0]?.getAttribute("aria-valuenow")).toBe("1");
  expect(meters[1]?.getAttribute("aria-valuenow")).toBe("64");
  expect(second?.textContent).toContain("Safe at present.");
});

test("says what would stand here while there is none, and offers the way to it", async () => {
  const client = createFakeClient();
  client.answer("neurons.overview", () => overview([]));
  renderPage(client, <App />, "#/neurons");
  expect(await screen.findByText("No neuron yet")).toBeTruthy();
  expect(screen.getAllByRole("link", { name: "Register a hotkey" }).length).toBeGreaterThan(0);
});

test("publishes an axon: the plan is confirmed, refusals stand beside the fields, the countdown bars it", async () => {
  const client = createFakeClient();
  client.answer("neurons.prepareAxon", ({ ip }) =>
    ip.startsWith("192.168.")
      ? { code: "AXON_ADDRESS_UNREACHABLE", message: `${ip} is private.`, hint: "Give your external address." }
      : plan("0", { title: "Publish the axon of default on subnet 8" }),
  );
  client.answer("transactions.submit", () => transaction({ state: "sent" }));
  renderPage(client, <App />, "#/neurons");
  const panel = await screen.findByRole("region", { name: "Axon" });
  const button = (name: string) => within(panel).getByRole("button", { name });
  await within(panel).findByText("131.186.56.85:8091");
  fireEvent.change(within(panel).getByLabelText("External address"), { target: { value: "192.168.0.4" } });
  fireEvent.click(button("Publish"));
  expect((await within(panel).findByRole("alert")).textContent).toContain("is private");
  fireEvent.change(within(panel).getByLabelText("External address"), { target: { value: "131.186.56.86" } });
  fireEvent.click(button("Publish"));
  const dialog = await screen.findByRole("dialog", { name: /^Confirm: Publish the axon/ });
  fireEvent.click(within(dialog).getByRole("button", { name: "Sign and send" }));
  await waitFor(() => expect(screen.queryByRole("dialog", { name: /^Confirm/ })).toBeNull());
  expect(client.calls.find(({ name }) => name === "neurons.prepareAxon")?.input).toMatchObject({
    port: 8_091,
    netuid: 8,
  });
  expect(client.calls.some(({ name }) => name === "transactions.submit")).toBe(true);
  cleanup();

  client.answer("neurons.axon", () => axonView({ waitBlocks: 12, waitMs: 144_000 }));
  renderPage(client, <App />, "#/neurons");
  expect(await screen.findByText("in 12 blocks (2 min)")).toBeTruthy();
  expect(screen.getByRole("button", { name: "Reset" })).toHaveProperty("disabled", true);
});

test("shows how the check from outside goes", async () => {
  const client = createFakeClient();
  renderPage(client, <App />, "#/neurons");
  const panel = await screen.findByRole("region", { name: "Axon" });
  const view = {
    checkId: "c1",
    endpoint: "131.186.56.85:8091",
    listenPort: 8_091,
    state: "listening" as const,
    url: "http://131.186.56.85:8091/tausmith-reach-c1",
    curl: "curl -4 http://131.186.56.85:8091/tausmith-reach-c1",
    from: null,
    ownTry: false,
    sentence: "Open the address from another machine.",
    endsAtMs: Date.now() + 300_000,
  };
  client.publish("neurons.reachChanged", view);
  expect(await within(panel).findByText(view.url)).toBeTruthy();
  expect(within(panel).getByText(/does not reach the address itself/)).toBeTruthy();
  client.publish("neurons.reachChanged", {
    ...view,
    state: "reached",
    from: "198.51.100.7",
    sentence: "Reached from 198.51.100.7.",
  });
  expect((await within(panel).findByRole("status")).textContent).toContain("Reached from 198.51.100.7");
  expect(within(panel).queryByText(view.url)).toBeNull();
});

test("tells lost UIDs and which hotkey is never taken back", async () => {
  const client = createFakeClient();
  client.answer("registration.lost", () => [
    {
      netuid: 8,
      hotkey: MY_HOTKEY,
      uid: 17,
      registeredAtBlock: 100,
      replacedAtBlock: 400,
      replacedBy: COLDKEY,
      seenAtBlock: 401,
      buried: true,
      sentence: "default lost UID 17 on subnet 8: replaced at block 400 by 5Grwva…oHGKut.",
    },
  ]);
  renderPage(client, <App />, "#/neurons");
  expect(await screen.findByText(/replaced at block 400/)).toBeTruthy();
  expect(screen.getByText(/never takes this hotkey back/)).toBeTruthy();
});

test("a ceiling below the price of now offers an order; orders are listed, cancelled and signed again", async () => {
  const client = createFakeClient();
  client.answer("registration.prepare", ({ ceilingRao }) =>
    ceilingRao === undefined
      ? plan()
      : { code: "REGISTRATION_CEILING_TOO_LOW", message: "Above your ceiling.", hint: "Wait." },
  );
  client.answer("registration.forecast", ({ targetRao }) => ({
    netuid: 8,
    targetRao,
    burnRao: "512300118",
    blocks: 200,
    known: true,
    ms: 2_400_000,
    sentence: "Below 0.3 τ in about 40 min if nobody registers.",
    atBlock: 12_345,
  }));
  client.answer("registration.prepareOrder", () => plan("300000000", { title: "Register once it costs 0.3 τ" }));
  client.answer("registration.placeOrder", () => order());
  client.answer("registration.cancelOrder", () => order({ state: "cancelled" }));
  renderPage(client, <App />, "#/register?netuid=8");
  fireEvent.change(await screen.findByLabelText("Price ceiling (τ)"), { target: { value: "0.3" } });
  expect(await screen.findByText("Below 0.3 τ in about 40 min if nobody registers.")).toBeTruthy();
  expect(screen.getByText(/the lowest of 201 non-immune/)).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "Register once it costs 0.3 τ or less" }));
  const dialog = await screen.findByRole("dialog", { name: /^Confirm/ });
  fireEvent.click(within(dialog).getByRole("button", { name: "Sign and send" }));
  await waitFor(() => expect(client.calls.some(({ name }) => name === "registration.placeOrder")).toBe(true));

  client.publish("registration.ordersChanged", [
    order({ state: "needsSignature", sentence: "The chain was upgraded, which voids signatures." }),
  ]);
  const line = await screen.findByRole("listitem", { name: "Order for default on subnet 8" });
  expect(line.textContent).toContain("upgraded");
  expect(within(line).getByRole("button", { name: "Sign again" })).toBeTruthy();
  fireEvent.click(within(line).getByRole("button", { name: "Cancel order" }));
  await waitFor(() =>
    expect(client.calls.find(({ name }) => name === "registration.cancelOrder")?.input).toEqual({ orderId: "order-1" }),
  );
});

test("alerts stand with what was told, and their thresholds are kept when the field is left", async () => {
  const client = createFakeClient();
  const line = (id: number, area: string, level: "warning" | "danger" | "good", text: string) =>
    ({ id, atMs: Date.now(), area, level, text, link: "/neurons" }) as const;
  client.answer("app.activity", () => [
    line(3, "neurons", "warning", "miner is close to being replaced."),
    line(2, "registration", "danger", "UID 4 was replaced at block 900."),
    line(1, "registration", "good", "Registered as UID 4."),
  ]);
  renderPage(client, <App />, "#/neurons");
  const panel = await screen.findByRole("region", { name: "Alerts" });
  expect(await within(panel).findByText("miner is close to being replaced.")).toBeTruthy();
  expect(within(panel).getByText("UID 4 was replaced at block 900.")).toBeTruthy();
  expect(within(panel).queryByText("Registered as UID 4.")).toBeNull();
  const changes = () => client.calls.filter(({ name }) => name === "app.setSettings").map(({ input }) => input);
  const away = within(panel).getByRole("textbox", { name: /registrations away/ });
  fireEvent.change(away, { target: { value: "12" } });
  fireEvent.blur(away);
  const before = within(panel).getByRole("textbox", { name: /blocks before immunity ends/ });
  fireEvent.change(before, { target: { value: "600" } });
  fireEvent.blur(before);
  await waitFor(() => expect(changes()).toEqual([{ alertRegistrationsAway: 12 }, { alertImmunityBlocks: 600 }]));
});
