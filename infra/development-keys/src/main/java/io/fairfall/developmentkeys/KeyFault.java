package io.fairfall.developmentkeys;

/** What is wrong with an answer of the key service. */
public enum KeyFault {
  /** Too many requests: {@code ThrottlingException}, 400. */
  THROTTLED,
  /** {@code KMSInternalException}, 500. */
  INTERNAL,
  /** The caller may not use the key: {@code AccessDeniedException}, 400. */
  DENIED,
  /** An operator has disabled the key: {@code DisabledException}, 400. */
  DISABLED,
  /** It takes the request and says nothing. */
  SILENT,
  /** A signature that another key made. */
  ANOTHER_KEY
}
