namespace TypedSender;

/// <summary>How the name of a virtual host is written in the open frame (AMQP 1.0, 2.7.1, hostname).</summary>
public enum VirtualHostForm
{
    /// <summary>
    /// As the peer needs it. The name is sent plain; a peer that then says in its open frame that it is RabbitMQ, or that hangs up instead of answering, is closed before
    /// anything is sent, and connected anew at once with <c>vhost:NAME</c>, which is kept only if it is RabbitMQ.
    /// </summary>
    Automatic = 0,

    /// <summary>The name as it is given. RabbitMQ takes it for the name of a machine then, and sends go to its default virtual host.</summary>
    Plain = 1,

    /// <summary><c>vhost:NAME</c>, as RabbitMQ expects it.</summary>
    Prefixed = 2,
}
