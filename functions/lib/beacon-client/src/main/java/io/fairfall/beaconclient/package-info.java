/**
 * A beacon's signatures: fetched from relays that nobody has to trust, and verified by the
 * network's key. {@link io.fairfall.beaconclient.BeaconClient} fetches, {@link
 * io.fairfall.beaconclient.BeaconVerifier} is what decides.
 */
@NullMarked
package io.fairfall.beaconclient;

import org.jspecify.annotations.NullMarked;
