import { number } from './format.js';

/**
 * All that the page says. What takes a figure or a name is a function. To have it in another language, give
 * {@link translate} the same members in that language before the element is first shown.
 */
export const messages = {
  title: 'Edge Registration Keys',
  intro:
    'An edge appliance registers once with a provisioning key and gets a device key of its own. '
    + 'From then on it needs the provisioning key no more.',
  views: 'Views',
  keysTab: 'Keys',
  devicesTab: 'Devices',
  auditTab: 'Audit',

  // What several views say.
  actions: 'Actions',
  actionsFor: (name) => `Actions for ${name}`,
  cancel: 'Cancel',
  close: 'Close',
  refresh: 'Refresh',
  loadMore: 'Load more',
  loading: 'Loading…',
  retry: 'Try again',
  working: 'Working…',
  detailsAndHistory: 'Details and history',
  status: 'Status',
  anyStatus: 'Any status',
  never: 'Never',
  none: '–',
  by: (who) => `by ${who}`,
  optional: '(optional)',
  sinceInvalid: 'Enter a date and a time, the year with four digits, or leave it empty.',

  // When it doesn't work.
  offline: 'You are offline.',
  offlineHint: 'Try again when the connection is back.',
  unreachable: 'The service can’t be reached.',
  unreachableHint: 'Check your connection, or try again in a moment.',
  failed: 'That didn’t work.',
  serverError: (status) => `The service answered with an error (${status}).`,
  tryAgainIn: (seconds) => `You can try again in ${number(seconds)} ${seconds === 1 ? 'second' : 'seconds'}.`,
  signedOut: 'You are signed out',
  signedOutHint: 'Sign in again to look after keys and devices.',

  // Keys.
  keysCaption: 'Provisioning keys, newest first',
  createKey: 'Create key',
  key: 'Key',
  keyStatus: { active: 'Active', revoked: 'Revoked', expired: 'Expired', exhausted: 'Exhausted' },
  registrations: 'Registrations',
  used: (count) => number(count),
  usedOf: (count, limit) => `${number(count)} of ${number(limit)}`,
  expires: 'Expires',
  lastUsed: 'Last used',
  created: 'Created',
  revoked: 'Revoked',
  hint: 'Begins with',
  id: 'Id',
  tenant: 'Tenant',
  searchLabel: 'Search labels',
  keyCount: (count, more) => `${number(count)}${more ? ' newest' : ''} ${count === 1 ? 'key' : 'keys'}`,
  keysFound: (found, loaded, more) =>
    `${number(found)} of the ${number(loaded)} loaded ${loaded === 1 ? 'key' : 'keys'}`
    + (more ? '. Only what is loaded is searched: load more to search further.' : ''),
  noKeys: 'No provisioning keys yet',
  noKeysHint: 'Create one for the appliances of a site, and configure them with it.',
  noKeysOfStatus: (status) => `No key is ${status.toLowerCase()}`,
  noKeysFound: 'No loaded key has that in its label',
  showDevices: 'Show its devices',
  relabel: 'Relabel…',
  revoke: 'Revoke…',
  disableItsDevices: 'Disable its devices…',

  // Creating a key.
  createTitle: 'Create a provisioning key',
  label: 'Label',
  labelHint: 'What it is for, such as a site or a project.',
  labelMissing: 'Enter a label.',
  expiry: 'Expires',
  expiryDays: (days, until) => `In ${days === 1 ? '1 day' : `${number(days)} days`} (${until})`,
  expiryNever: 'Never',
  expiryCustom: 'At a time of your choice',
  expiryNeverWarning: 'Whoever gets hold of this key can register devices until you revoke it.',
  expiryAt: 'Expires at',
  expiryAtHint: 'In your local time.',
  expiryAtMissing: 'Enter a date and a time, the year with four digits.',
  expiryAtPast: 'Enter a time in the future.',
  limit: 'Registration limit',
  limitHint: 'How many devices may register with it. Left empty: any number.',
  limitInvalid: 'Enter a whole number from 1 on, or leave it empty.',
  createUncertain:
    'It may have been created all the same. If the list has a new key of that label, revoke it: nobody has seen the key '
    + 'itself.',

  // The key, shown once.
  keyOnceTitle: 'Save this provisioning key now',
  deviceKeyOnceTitle: 'Save this device key now',
  onceWarning: 'It is shown this one time only. Only a hash of it is stored: nobody can show it to you again.',
  onceKeepIt: 'Save the key first. Then choose “I have saved it”.',
  provisioningKeyOf: (label) => `Provisioning key “${label}”`,
  deviceKeyOf: (name) => `Device key of “${name}”`,
  copyKey: 'Copy key',
  copyCommand: 'Copy command',
  keyCopied: 'The key is copied.',
  commandCopied: 'The command is copied.',
  copyFailed: 'The browser did not allow copying. The text is selected: copy it with the keyboard.',
  registerCommand: 'Register a device with it',
  registerCommandHint: 'Run this on the appliance. Its host name becomes the device’s name.',
  selfCommand: 'Check it',
  selfCommandHint: 'This answers with the device, if the key is right.',
  qr: 'QR code of the key',
  qrHint: 'For installers: the code holds the key itself, so don’t leave it on a screen that others see.',
  saved: 'I have saved it',

  // Relabelling and revoking a key.
  relabelTitle: 'Relabel the key',
  save: 'Save',
  relabelled: (label) => `The key is now called “${label}”.`,
  revokeTitle: (label) => `Revoke “${label}”?`,
  revokeDoes: 'From now on no device can register with this key. This can’t be undone.',
  revokeDoesNot: (count) =>
    count === 0
      ? 'No device has registered with it.'
      : 'Devices that have registered with it keep working: each has a device key of its own.',
  revokeShowDevices: 'Show these devices',
  revokeConfirm: 'Revoke key',
  revokedDone: (label) => `“${label}” is revoked.`,

  // A leaked key.
  leakTitle: (label) => `Disable the devices of “${label}”?`,
  leakBody: 'If the key was leaked, somebody may have registered devices with it. Disabled, their device keys are refused. '
    + 'You can enable each of them again.',
  leakRevokeFirst: 'The key is not revoked. Revoke it first, or it can register more devices meanwhile.',
  leakSince: 'Only devices registered since',
  leakSinceHint: 'In your local time. Left empty: all of them.',
  leakCounting: 'Counting its active devices…',
  leakCount: (count) =>
    count === 0 ? 'No active device would be disabled.'
      : `${number(count)} active ${count === 1 ? 'device' : 'devices'} would be disabled.`,
  leakConfirm: 'Disable devices',
  leakDone: (count) => `${number(count)} ${count === 1 ? 'device is' : 'devices are'} disabled.`,

  // Devices.
  devicesCaption: 'Devices, newest first',
  device: 'Device',
  deviceStatus: { active: 'Active', disabled: 'Disabled' },
  place: 'Location and type',
  location: 'Location',
  type: 'Type',
  lastSeen: 'Last seen',
  registered: 'Registered',
  withKey: 'with',
  from: (address) => `from ${address}`,
  registeredFrom: 'Registered from',
  registeredWith: 'Registered with',
  attributesTold: 'Attributes (told by the device)',
  searchNames: 'Name begins with',
  keyFilter: 'Provisioning key',
  anyKey: 'Any key',
  registeredSince: 'Registered since',
  deviceCount: (count, more) => `${number(count)}${more ? ' newest' : ''} ${count === 1 ? 'device' : 'devices'}`,
  noDevices: 'No devices yet',
  noDevicesHint: 'A device appears here when it has registered with a provisioning key.',
  noDevicesFound: 'No device is like that',
  clearFilters: 'Clear filters',
  describe: 'Edit location and type…',
  describeTitle: (name) => `Location and type of “${name}”`,
  described: (name) => `“${name}” is saved.`,
  disable: 'Disable…',
  disableTitle: (name) => `Disable “${name}”?`,
  disableBody: 'Its device key is refused from now on. You can enable it again.',
  disableConfirm: 'Disable device',
  disabledDone: (name) => `“${name}” is disabled.`,
  enable: 'Enable',
  enabledDone: (name) => `“${name}” is enabled.`,
  newKey: 'New device key…',
  newKeyTitle: (name) => `Give “${name}” a new device key?`,
  newKeyBody: 'Its present device key stops working at once. The device needs the new one, which is shown once.',
  newKeyUncertain:
    'It may have been made all the same. Then the present key is dead, and nobody has seen the new one: make another.',
  newKeyConfirm: 'Make a new key',
  deleteDevice: 'Delete…',
  deleteTitle: (name) => `Delete “${name}”?`,
  deleteBody: 'Its device key stops working at once, and its name is free for another device. This can’t be undone.',
  deleteType: (name) => `Type ${name} to confirm`,
  deleteTypeWrong: 'That is not the device’s name.',
  deleteConfirm: 'Delete device',
  deletedDone: (name) => `“${name}” is deleted.`,
  open: 'Allow re-registration…',
  openTitle: (name) => `Let a registration take the place of “${name}”?`,
  openBody:
    'For an appliance that was replaced, or was reset and lost its key. The next registration of this name with any valid '
    + 'provisioning key gets the device’s place, once. The device key of today is dead then.',
  openFor: 'For how long',
  openMinutes: { 15: '15 minutes', 60: '1 hour', 480: '8 hours', 1440: '1 day', 10080: '7 days' },
  openConfirm: 'Allow re-registration',
  openedDone: (name) => `“${name}” may be registered again.`,
  closeWindow: 'End re-registration',
  closedDone: (name) => `“${name}” can’t be registered again any more.`,
  openUntil: (left) => `Re-registration ends ${left}`,

  // Audit.
  auditCaption: 'Changes to keys and devices, newest first',
  when: 'When',
  what: 'What',
  on: 'On',
  who: 'Who',
  fromWhere: 'From',
  history: 'History',
  actorFilter: 'Who (exact id)',
  noEvents: 'No events',
  noEventsHint: 'Every change to a key or a device is kept here.',
  eventCount: (count, more) => `${number(count)}${more ? ' newest' : ''} ${count === 1 ? 'event' : 'events'}`,
  auditActions: {
    provisioning_key_created: 'Key created',
    provisioning_key_relabelled: 'Key relabelled',
    provisioning_key_revoked: 'Key revoked',
    device_registered: 'Device registered',
    device_registration_replayed: 'Registration repeated',
    device_reregistered: 'Device registered again',
    device_reregistration_opened: 'Re-registration allowed',
    device_reregistration_closed: 'Re-registration ended',
    device_key_rotated: 'Device key rotated',
    device_key_replaced: 'New device key made',
    device_described: 'Device edited',
    device_enabled: 'Device enabled',
    device_disabled: 'Device disabled',
    device_deleted: 'Device deleted',
  },
  actorTypes: { administrator: 'administrator', provisioning_key: 'provisioning key', device: 'device' },
};

/**
 * Sets texts in another language, for all elements of the page.
 *
 * @param {Partial<typeof messages>} texts
 */
export function translate(texts) {
  Object.assign(messages, texts);
}
