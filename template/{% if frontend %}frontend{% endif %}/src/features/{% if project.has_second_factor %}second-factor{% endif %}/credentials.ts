import { fromBase64Url, toBase64Url } from "./base64url";

type Json = Record<string, unknown>;
type Descriptor = { id: string } & Json;

/** Whether this browser, at this address, can use security keys and passkeys at all. */
export function hasSecurityKeys(): boolean {
  return typeof window !== "undefined" && "PublicKeyCredential" in window;
}

/** Whether people, or the browser for them, have turned a request down. */
export function isTurnedDown(error: unknown): boolean {
  return error instanceof DOMException;
}

/** Have the browser make a new credential, as the API's options say. */
export async function createCredential(options: Json): Promise<Json> {
  const { user, challenge, excludeCredentials, ...rest } = options.publicKey as Json;
  const { id, ...who } = user as Descriptor;
  const publicKey = {
    ...rest,
    user: { ...who, id: fromBase64Url(id) },
    challenge: fromBase64Url(challenge as string),
    excludeCredentials: descriptors(excludeCredentials),
  } as unknown as PublicKeyCredentialCreationOptions;
  const credential = await navigator.credentials.create({ publicKey });
  const { response, ...said } = parts(credential);
  const attestation = response as AuthenticatorAttestationResponse;
  return {
    ...said,
    response: {
      clientDataJSON: toBase64Url(attestation.clientDataJSON),
      attestationObject: toBase64Url(attestation.attestationObject),
      transports: attestation.getTransports(),
    },
  };
}

/** Have the browser prove a credential, as the API's options say. */
export async function proveCredential(options: Json): Promise<Json> {
  const { challenge, allowCredentials, ...rest } = options.publicKey as Json;
  const publicKey = {
    ...rest,
    challenge: fromBase64Url(challenge as string),
    allowCredentials: descriptors(allowCredentials),
  } as PublicKeyCredentialRequestOptions;
  const credential = await navigator.credentials.get({ publicKey });
  const { response, ...said } = parts(credential);
  const assertion = response as AuthenticatorAssertionResponse;
  return {
    ...said,
    response: {
      clientDataJSON: toBase64Url(assertion.clientDataJSON),
      authenticatorData: toBase64Url(assertion.authenticatorData),
      signature: toBase64Url(assertion.signature),
      userHandle: assertion.userHandle && toBase64Url(assertion.userHandle),
    },
  };
}

function descriptors(list: unknown): PublicKeyCredentialDescriptor[] {
  const known = (list ?? []) as Descriptor[];
  return known.map(({ id, ...rest }) => ({ ...rest, id: fromBase64Url(id) })) as never;
}

function parts(credential: Credential | null) {
  if (!(credential instanceof PublicKeyCredential)) throw new DOMException("", "NotAllowedError");
  const { id, rawId, type, response, authenticatorAttachment } = credential;
  return {
    id,
    rawId: toBase64Url(rawId),
    type,
    authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response,
  };
}
