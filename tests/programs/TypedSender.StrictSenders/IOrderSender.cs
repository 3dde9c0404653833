using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using App.System.Contracts;
using TypedSender;

namespace App.System.Senders;

/// <summary>Sends contracts of another assembly, in every way.</summary>
[AmqpSender("orders"), DesiredCapability("queue"), Priority(1)]
public partial interface IOrderSender : IAsyncDisposable
{
    /// <summary>Sends an order.</summary>
    /// <param name="order">The order.</param>
    /// <param name="cancellationToken">Ends the send.</param>
    ValueTask PlaceAsync(Order order, CancellationToken cancellationToken = default);

    /// <summary>Sends an order, and tells its outcome.</summary>
    /// <param name="order">The order.</param>
    /// <param name="reason">Why.</param>
    /// <param name="cancellationToken">Ends the send.</param>
    Task<SendOutcome> ChangeAsync(Order order, [ApplicationProperty("reason")] string? reason, CancellationToken cancellationToken = default);

    /// <summary>Puts an order into the queue if there is room.</summary>
    /// <param name="order">The order.</param>
    /// <param name="reason">Why.</param>
    /// <returns>False if there is none.</returns>
    bool TryEnqueue(Order order, [ApplicationProperty("reason")] string? reason);

    /// <summary>Puts an order into the queue as soon as there is room.</summary>
    /// <param name="order">The order.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    [Enqueue]
    Task EnqueueAsync(Order order, CancellationToken cancellationToken = default);

    /// <summary>Sends lines.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="cancellationToken">Ends the sends.</param>
    ValueTask<IReadOnlyList<SendOutcome>> PlaceLinesAsync(ReadOnlyMemory<OrderLine> lines, CancellationToken cancellationToken = default);

    /// <summary>Sends orders as they come.</summary>
    /// <param name="orders">The orders.</param>
    /// <param name="cancellationToken">Ends the sends.</param>
    [AmqpBatch]
    IAsyncEnumerable<SendOutcome> PlaceAll(IAsyncEnumerable<Order> orders, CancellationToken cancellationToken = default);

    /// <summary>Sends a page of orders.</summary>
    /// <param name="page">The page.</param>
    /// <param name="cancellationToken">Ends the send.</param>
    ValueTask PublishAsync(Page<OrderLine> page, CancellationToken cancellationToken = default);

    /// <summary>Sends any contract.</summary>
    /// <typeparam name="T">The contract.</typeparam>
    /// <param name="message">What is sent.</param>
    /// <param name="cancellationToken">Ends the send.</param>
    ValueTask SendAsync<T>(T message, CancellationToken cancellationToken = default)
        where T : IAmqpContract<T>;
}

/// <summary>Sends what only friends send, from a friend.</summary>
[AmqpSender("secrets")]
internal partial interface IFriendSender : ISecretSender
{
    /// <summary>Sends several.</summary>
    /// <param name="secrets">What is sent.</param>
    /// <param name="cancellationToken">Ends the sends.</param>
    ValueTask SendAllAsync(IReadOnlyList<Secret> secrets, CancellationToken cancellationToken = default);
}
