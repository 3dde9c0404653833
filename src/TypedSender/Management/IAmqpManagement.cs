namespace TypedSender;

/// <summary>The code that the generator adds to an interface marked with <see cref="AmqpManagementAttribute"/>, so that <c>SendClient.GetManagement</c> needs neither registry nor reflection.</summary>
/// <typeparam name="TSelf">The interface.</typeparam>
public interface IAmqpManagement<TSelf>
    where TSelf : IAmqpManagement<TSelf>
{
    /// <summary>The address of the node, as the attribute says it.</summary>
    static abstract string Node { get; }

    /// <summary>Makes the generated implementation on top of <paramref name="client"/>.</summary>
    /// <param name="client">Makes the requests.</param>
    static abstract TSelf Create(AmqpManagementClient client);
}
