package io.fairfall.session;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Session tokens: JSON Web Tokens (RFC 7519) signed with HMAC-SHA-256 by one of our own keys. The
 * algorithm is ours to name: a token that names another, or none, is refused before any key is
 * looked up.
 */
public final class SessionTokens {
  public static final Duration LIFETIME = Duration.ofHours(12);

  /** Tokens have about 350 characters; what is far longer is not read. */
  private static final int MAX_TOKEN_CHARS = 1024;

  /** By how much the clock of the function that issued a token may have been ahead of ours. */
  private static final Duration MAX_CLOCK_LEAD = Duration.ofSeconds(30);

  private static final JWSAlgorithm ALGORITHM = JWSAlgorithm.HS256;
  private static final String ISSUER = "fairfall";
  private static final String AUDIENCE = "fairfall-players";
  private static final Pattern PLAYER = Pattern.compile("0x[0-9a-f]{40}");

  private final SessionKeys keys;
  private final InstantSource clock;

  /** Tokens that these keys sign and verify. */
  public SessionTokens(SessionKeys keys, InstantSource clock) {
    this.keys = keys;
    this.clock = clock;
  }

  /** A session of this player (0x and 40 lower-case hex digits) from now on for a lifetime. */
  public Session issue(String player) {
    if (!PLAYER.matcher(player).matches()) {
      throw new IllegalArgumentException("a player is a lower-case address");
    }
    SigningKey key = keys.signing();
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    Instant end = now.plus(LIFETIME);
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(ALGORITHM).type(JOSEObjectType.JWT).keyID(key.kid()).build(),
            new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(AUDIENCE)
                .subject(player)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(end))
                .build());
    try {
      token.sign(new MACSigner(key.secret()));
    } catch (JOSEException broken) {
      throw new IllegalStateException("a session token cannot be signed", broken);
    }
    return new Session(token.serialize(), player, end.toEpochMilli());
  }

  /** The session that a token stands for; empty if it is not a living token of ours. */
  public Optional<Session> verify(String token) {
    if (token.length() > MAX_TOKEN_CHARS) {
      return Optional.empty();
    }
    try {
      SignedJWT parsed = SignedJWT.parse(token);
      return isSignedByUs(parsed) ? living(token, parsed.getJWTClaimsSet()) : Optional.empty();
    } catch (ParseException | JOSEException | IllegalArgumentException notOurs) {
      return Optional.empty();
    }
  }

  private boolean isSignedByUs(SignedJWT token) throws JOSEException {
    JWSHeader header = token.getHeader();
    String kid = header.getKeyID();
    if (!ALGORITHM.equals(header.getAlgorithm()) || kid == null) {
      return false;
    }
    Optional<SigningKey> key = keys.find(kid);
    return key.isPresent() && token.verify(new MACVerifier(key.get().secret()));
  }

  private Optional<Session> living(String token, @Nullable JWTClaimsSet claims) {
    if (claims == null
        || !ISSUER.equals(claims.getIssuer())
        || !claims.getAudience().equals(List.of(AUDIENCE))) {
      return Optional.empty();
    }
    Date issued = claims.getIssueTime();
    Date end = claims.getExpirationTime();
    if (issued == null || end == null) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    boolean alive =
        now.isBefore(end.toInstant()) && !issued.toInstant().isAfter(now.plus(MAX_CLOCK_LEAD));
    return Optional.ofNullable(claims.getSubject())
        .filter(player -> alive && PLAYER.matcher(player).matches())
        .map(player -> new Session(token, player, end.toInstant().toEpochMilli()));
  }
}
