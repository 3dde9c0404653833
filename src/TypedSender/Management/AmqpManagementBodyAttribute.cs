namespace TypedSender;

/// <summary>
/// Sends the value of a parameter as the body of a management request, an amqp-value (AMQP 1.0, 3.2.8), instead of as an application property: any type that AMQP carries,
/// or an <see cref="Amqp.AmqpMap"/> or list of such.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class AmqpManagementBodyAttribute : Attribute
{
}
