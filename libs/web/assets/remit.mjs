// Everything works without this file: it makes menus fold and errors take the focus.
import {
  Button,
  CharacterCount,
  Checkboxes,
  createAll,
  ErrorSummary,
  NotificationBanner,
  Radios,
  ServiceNavigation,
  SkipLink,
} from 'govuk-frontend';

document.body.classList.add('js-enabled', 'govuk-frontend-supported');
for (const component of [
  Button,
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  NotificationBanner,
  Radios,
  ServiceNavigation,
  SkipLink,
]) {
  createAll(component);
}
for (const button of document.querySelectorAll('[data-remit-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => window.print());
}
