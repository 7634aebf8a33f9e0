import { html } from './lib/lit-html/lit-html.js';
import { exactTime } from './format.js';
import { badge } from './list-parts.js';
import { messages as m } from './messages.js';
import { shellQuoted } from './shell.js';

const DEFAULT_MINUTES = 60;

/** What can be done with a device of a list. */
export class DeviceActions {
  #view;
  #list;

  /**
   * @param {object} view the view that shows them
   * @param {import('./paged-list.js').PagedList} list
   */
  constructor(view, list) {
    this.#view = view;
    this.#list = list;
  }

  /** @param {object} device its view @param {boolean} open whether its re-registration is allowed now */
  of(device, open) {
    return [
      { text: m.detailsAndHistory, act: () => this.showDetails(device) },
      { text: m.describe, act: () => this.#describe(device) },
      open
        ? { text: m.closeWindow, act: () => this.#closeReregistration(device) }
        : { text: m.open, act: () => this.#openReregistration(device) },
      { text: m.newKey, act: () => this.#replaceKey(device) },
      device.status === 'disabled'
        ? { text: m.enable, act: () => this.#enable(device) }
        : { text: m.disable, act: () => this.#disable(device), dangerous: true },
      { text: m.deleteDevice, act: () => this.#delete(device), dangerous: true },
    ];
  }

  showDetails(device) {
    this.#page.dialogs.details.showObject({
      id: device.device_id,
      heading: device.name,
      entries: [
        [m.status, badge(device.status, m.deviceStatus)],
        [m.location, device.location],
        [m.type, device.type],
        [m.lastSeen, device.last_seen_at ? exactTime(device.last_seen_at) : m.never],
        [m.registered, exactTime(device.registered_at)],
        [m.registeredFrom, device.registered_from],
        [m.registeredWith, this.#view.keyName(device.provisioning_key_id)],
        [m.id, html`<code>${device.device_id}</code>`],
        [m.tenant, html`<code>${device.tenant_id}</code>`],
      ],
      told: Object.entries(device.attributes),
    });
  }

  async #describe(device) {
    const changed = await this.#ask({
      heading: m.describeTitle(device.name),
      fields: [
        { name: 'location', label: m.location, value: device.location ?? '', optional: true, autofocus: true },
        { name: 'type', label: m.type, value: device.type ?? '', optional: true },
      ],
      confirmText: m.save,
      act: ({ location, type }) => this.#api.describeDevice(device.device_id, { location, type }),
    });
    this.#changed(changed, m.described);
  }

  async #disable(device) {
    const changed = await this.#ask({
      heading: m.disableTitle(device.name),
      body: m.disableBody,
      confirmText: m.disableConfirm,
      dangerous: true,
      act: () => this.#api.disableDevice(device.device_id),
    });
    this.#changed(changed, m.disabledDone);
  }

  async #enable(device) {
    try {
      this.#changed(await this.#api.enableDevice(device.device_id), m.enabledDone);
    } catch (error) {
      this.#page.announceFailure(error);
    }
  }

  async #replaceKey(device) {
    const answer = await this.#ask({
      heading: m.newKeyTitle(device.name),
      body: m.newKeyBody,
      uncertainText: m.newKeyUncertain,
      confirmText: m.newKeyConfirm,
      dangerous: true,
      act: () => this.#api.replaceDeviceKey(device.device_id),
    });
    if (answer) {
      await this.#page.showKey({
        key: answer.device_key,
        heading: m.deviceKeyOnceTitle,
        name: m.deviceKeyOf(device.name),
        command: selfCommand(this.#api.address, answer.device_key),
        commandHeading: m.selfCommand,
        commandHint: m.selfCommandHint,
      });
    }
  }

  async #openReregistration(device) {
    const changed = await this.#ask({
      heading: m.openTitle(device.name),
      body: m.openBody,
      choice: { name: 'minutes', label: m.openFor, options: m.openMinutes, value: DEFAULT_MINUTES },
      confirmText: m.openConfirm,
      act: ({ minutes }) => this.#api.openReregistration(device.device_id, Number(minutes)),
    });
    this.#changed(changed, m.openedDone);
  }

  async #closeReregistration(device) {
    try {
      await this.#api.closeReregistration(device.device_id);
      this.#changed({ ...device, reregistration_until: null }, m.closedDone);
    } catch (error) {
      this.#page.announceFailure(error);
    }
  }

  async #delete(device) {
    const deleted = await this.#ask({
      heading: m.deleteTitle(device.name),
      body: m.deleteBody,
      name: device.name,
      confirmText: m.deleteConfirm,
      dangerous: true,
      act: async () => {
        await this.#api.deleteDevice(device.device_id);
        return true;
      },
    });
    if (deleted) {
      this.#list.remove(device);
      this.#page.focusView();
      this.#page.announce(m.deletedDone(device.name));
    }
  }

  #changed(device, done) {
    if (device) {
      if (!this.#list.replace(device)) {
        this.#page.focusView();
      }
      this.#page.announce(done(device.name));
    }
  }

  async #ask(question) {
    const { confirm } = this.#page.dialogs;
    const answer = await confirm.ask(question);
    if (confirm.uncertain) {
      this.#list.load();
    }
    return answer;
  }

  get #page() {
    return this.#view.page;
  }

  get #api() {
    return this.#page.api;
  }
}

function selfCommand(address, key) {
  return [
    `curl -sS ${shellQuoted(`${address}/api/v1/devices/self`)}`,
    `  -H ${shellQuoted(`X-Device-Key: ${key}`)}`,
  ].join(' \\\n');
}
