/**
 * The check of a certificate of deposits, written from {@code
 * docs/reference/deposit-certificate.md}: it uses no other code of this repository.
 */
@NullMarked
package io.fairfall.cli.certificate;

import org.jspecify.annotations.NullMarked;
