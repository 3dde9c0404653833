using System;
using System.Collections.Generic;
using TypedSender;

namespace App.System.Contracts;

/// <summary>An order, in a namespace that is named like that of .NET.</summary>
/// <param name="OrderId">Which.</param>
/// <param name="Region">Where.</param>
/// <param name="Total">How much.</param>
/// <param name="Lines">What.</param>
[AmqpContract, Subject("order"), Durable]
public sealed partial record Order([MessageId] Guid OrderId, [ApplicationProperty("region")] string? Region, decimal Total, IReadOnlyList<OrderLine> Lines);

/// <summary>A line of an order.</summary>
/// <param name="Sku">Of what.</param>
/// <param name="Quantity">How many.</param>
[AmqpContract]
public readonly partial record struct OrderLine(string Sku, int Quantity);

/// <summary>A page of a list.</summary>
/// <typeparam name="T">What is listed.</typeparam>
/// <param name="Items">The items.</param>
/// <param name="Next">Where the next page is.</param>
[AmqpContract]
public sealed partial record Page<T>(IReadOnlyList<T> Items, Uri? Next);

/// <summary>What the pages of a day are.</summary>
/// <param name="Day">The day.</param>
/// <param name="Lines">The lines.</param>
[AmqpContract]
public sealed partial record Book(DateOnly Day, Page<OrderLine> Lines);

/// <summary>What only this assembly and its friends send.</summary>
/// <param name="N">A number.</param>
[AmqpContract(Encoding = AmqpBodyEncoding.List)]
internal sealed partial record Secret([property: AmqpMember(Order = 0)] int N);
