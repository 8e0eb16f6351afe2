/** The one script of the pages. Everything works without it; it only makes things swifter or handier. */
import './auto-refresh.ts';
import './copy-text.ts';
import './day-field.ts';
import './filter-table.ts';
import './keep-offline.ts';
import './modal-details.ts';
import './passkey.ts';
import './print-page.ts';
import './show-current.ts';
import './unsaved-warning.ts';
import './account-menu.ts';
import './turbo.ts';
