namespace TypedSender.Amqp.Security;

/// <summary>A mechanism cannot go on with what the peer sent.</summary>
/// <param name="message">The reason, as part of a sentence. It holds no bytes of challenges, responses or passwords.</param>
internal sealed class SaslException(string message) : Exception(message);
