import type { Messages } from '../vi.ts';

/** Why the rules suggest a cause, in English. */
export const verdicts: Messages['verdicts'] = {
  'site-notice': 'A notice or maintenance window covers this time, and nothing speaks against it.',
  'site-notice-early': 'The power went well before the announced cut, which is still the likely reason.',
  'site-mains-off': 'A UPS or battery reported that mains was off before the outage or as it began.',
  'site-dark-on-feeder-closed':
    'A device stopped abruptly as one other site of the feeder lost power, but outside opening hours: two houses may have been switched off.',
  'site-dark-together-closed':
    'Several devices stopped abruptly together outside opening hours: the breaker of the house does that as well.',
  'site-mains-off-crashed':
    'Mains was off before, and then the operating system recorded a crash: the power is probably why.',
  'site-mains-off-closed':
    'A UPS reported that mains was off outside opening hours, and no site on the feeder tells of a cut: it may be the breaker of the house.',
  'site-mains-off-here-closed':
    'A UPS or battery here lost mains outside opening hours while the feeder was on: probably a breaker or socket was switched off.',
  'site-mains-off-here':
    'A UPS or battery here lost mains while the feeder was on; nothing tells whether breaker, plug or grid.',
  'site-crashed': 'The operating system recorded a crash before the machine started again: its own fault.',
  'site-power-button':
    'The operating system recorded that the power button was held: somebody switched it off, for a reason unknown.',
  'site-ups-test':
    'A device stopped abruptly as its UPS tested itself, and no site on the feeder lost power: the battery may be bad.',
  'site-sleep-failed': 'The operating system recorded a failure during sleep: probably the machine’s own fault.',
  'site-unreached':
    'A device ran on and could not reach the server, which was listening: the line of the site probably failed.',
  'site-line-beyond':
    'A device ran on, reached the provider’s first router and nothing beyond it: the fault lies in the provider’s network.',
  'site-line': 'A device ran on, reached the gateway and nothing beyond it: the fault lies outside this site.',
  'site-lan': 'A device ran on and did not reach the gateway: the fault lies in the site’s own network.',
  'site-dark-together': 'Two devices or more stopped abruptly in the same moments.',
  'site-dark-on-feeder': 'A device stopped abruptly as other sites on the same power feeder lost power.',
  'site-stopped': 'Every device that is meant to be on here was shut down properly as the outage began.',
  'site-not-started': 'Every device that is meant to be on here had been shut down before and was not started.',
  'site-silent-on-feeder': 'The site is silent, no device has told why yet, and other sites on its feeder lost power.',
  'site-switched-off':
    'The power went outside opening hours while the feeder was on: probably a breaker or socket was switched off.',
  'site-dark-while-feeder-on':
    'A device stopped abruptly in opening hours while the feeder was on; nothing tells whether breaker, plug or machine.',
  'site-dark-on-mains': 'The device stopped abruptly while it still reported mains power; nothing tells why.',
  'site-dark-alone': 'The device stopped abruptly and there is no other site to compare with; a power cut is likely.',
  'site-silent-with-line': 'The site fell silent as other sites of the same provider lost their Internet line.',
  'site-silent-feeder-only': 'Sites on the same feeder fell silent together, while other sites of the provider are up.',
  'site-silent-provider-only': 'Sites of the same provider fell silent together, while others on the feeder run on.',
  'site-nothing-tells': 'There is not enough evidence to tell the cause.',
  'power-notice': 'A notice of a power cut or a maintenance window covers this time.',
  'power-notice-early': 'The power went well before the announced cut, which is still the likely reason.',
  'power-own-plug': 'One UPS alone reported that mains was off while the feeder was on: its own plug, or a test.',
  'power-off': 'A UPS or battery reported that mains was off.',
  'power-nothing-tells': 'There is not enough evidence to tell why the power went.',
  'dns-notice': 'A maintenance window covers this time.',
  'dns-alone': 'Names did not resolve while the same device reached the Internet.',
  'dns-nothing-tells': 'There is not enough evidence to tell why names did not resolve.',
  'hub-alone': 'The device had Internet and did not reach the monitoring server: our own fault, not the site’s.',
  'hub-nothing-tells': 'There is not enough evidence to tell why the monitoring server was not reached.',
  'service-notice': 'A maintenance window covers this time.',
  'service-here-only': 'Other sites can use the service, so it is not clear where the fault lies.',
  'service-everywhere':
    'Every site that watches the service sees it fail, over the lines of two providers at least: the fault is the higher level’s.',
  'service-unsure':
    'Another site could use the service before and had not looked again by the end of it, so it is not clear where the fault lies.',
  'service-one-provider':
    'Every site that watches the service sees it fail, but over one provider, or one that was not entered: probably the higher level’s fault, perhaps the provider’s.',
  'service-one-watcher':
    'This site sees the service fail, and no other site can tell; the fault is probably the higher level’s.',
  'service-nothing-tells': 'There is not enough evidence to tell why the service failed.',
  'device-notice': 'A notice or maintenance window covers this time.',
  'device-lan': 'The device ran on and did not reach the gateway that others reached.',
  'device-stopped': 'The device was shut down or put to sleep properly.',
  'device-dark-with-mains': 'The device stopped abruptly as a UPS of the site reported that mains was off.',
  'device-lost-power': 'The device’s own UPS or battery reported that mains was off before it stopped.',
  'device-dark-together': 'This device and others stopped abruptly in the same moments, although some ran on.',
  'device-crashed': 'The machine’s operating system recorded a crash.',
  'device-power-button':
    'The machine’s operating system recorded that the power button was held: somebody switched it off.',
  'device-dark': 'The device stopped abruptly while others at the site ran on.',
  'device-nothing-tells': 'There is not enough evidence to tell why the device is silent.',
  'server-blind': 'The monitoring server was not running or had lost its own network, so it could not listen.',
};
