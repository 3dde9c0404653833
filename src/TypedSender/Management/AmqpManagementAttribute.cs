namespace TypedSender;

/// <summary>
/// Makes a partial interface a typed client of a management node: each of its methods makes one request. The compiler writes the implementation;
/// <c>SendClient.GetManagement</c> hands it out.
/// </summary>
/// <remarks>
/// A method is marked with <see cref="AmqpManagementOperationAttribute"/>. Its parameters become application properties of the request, by their names or by
/// <see cref="ApplicationPropertyAttribute"/>; a null is left out. At most one parameter is marked with <see cref="AmqpManagementBodyAttribute"/>; a
/// <see cref="CancellationToken"/> stands last. It returns the reply, <see cref="Amqp.Messages.AmqpMessage"/> in a <see cref="Task{TResult}"/> or
/// <see cref="ValueTask{TResult}"/>, or nothing but that the node has done it: <see cref="Task"/> or <see cref="ValueTask"/>. A status that is no success throws
/// <see cref="AmqpManagementException"/>.
/// </remarks>
/// <param name="node">The address of the node.</param>
[AttributeUsage(AttributeTargets.Interface)]
public sealed class AmqpManagementAttribute(string node = "$management") : Attribute
{
    /// <summary>The address of the node.</summary>
    public string Node { get; } = node;
}
