namespace TypedSender;

/// <summary>
/// Makes a parameter of a method of an interface marked with <see cref="AmqpManagementAttribute"/> the time-out of its request, from the call to the reply: a <see cref="TimeSpan"/> of the
/// same bounds as <see cref="AmqpManagementRequest.Timeout"/>, or a nullable one, of which null stands for the default.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class AmqpManagementTimeoutAttribute : Attribute;
