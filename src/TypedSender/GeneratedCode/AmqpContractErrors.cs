using System.ComponentModel;
using TypedSender.Amqp;

namespace TypedSender.GeneratedCode;

/// <summary>The exceptions that generated encoders throw.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class AmqpContractErrors
{
    /// <summary>The number of contracts that may enclose one another in one message.</summary>
    public const int MaxDepth = 64;

    /// <summary>A member that is declared as never null holds null.</summary>
    /// <param name="member">The contract and the member.</param>
    public static AmqpEncodeException NullMember(string member)
        => new($"{member} is null, but its type does not allow null. Set it, or declare it as nullable.") { Member = member };

    /// <summary>A collection whose elements are declared as never null holds null.</summary>
    /// <param name="member">The contract and the member.</param>
    public static AmqpEncodeException NullElement(string member)
        => new($"{member} holds a null element, but its element type does not allow null. Remove it, or declare the element type as nullable.") { Member = member };

    /// <summary>A collection says that it holds fewer than zero elements.</summary>
    /// <param name="count">What it says.</param>
    /// <param name="member">The contract and the member.</param>
    public static AmqpEncodeException NegativeCount(int count, string member)
        => new($"{member} says that it holds {count} elements. Correct the Count of its type.") { Member = member };

    /// <summary>An item of a list of contracts to send is null.</summary>
    /// <param name="contract">The contract.</param>
    public static AmqpEncodeException NullItem(string contract)
        => new($"An item of the list of {contract} to send is null. Remove it from the list.") { Member = contract };

    /// <summary>Contracts enclose one another too deeply, most likely in a circle.</summary>
    /// <param name="contract">The contract found too deep.</param>
    public static AmqpEncodeException TooDeep(string contract)
        => new($"{contract} is nested in more than {MaxDepth} contracts. Does a member refer to an object that contains it? Break the circle, or mark one member [AmqpIgnore].") { Member = contract };

    /// <summary>A value is of a type that derives from the contract, whose own members the contract's encoder does not know.</summary>
    /// <param name="contract">The contract that is declared.</param>
    /// <param name="value">The value.</param>
    public static AmqpEncodeException DerivedType(string contract, object value)
        => new($"A value of type {value.GetType()} was given where {contract} is declared, and its own members would not be sent. Mark {value.GetType()} [AmqpContract], and name it by [AmqpKnownType] on {contract} or declare it where it is sent; or give a value of type {contract} itself.") { Member = contract };

    /// <summary>A value is of a type that a contract with known types does not name.</summary>
    /// <param name="contract">The contract that is declared.</param>
    /// <param name="value">The value.</param>
    public static AmqpEncodeException UnknownType(string contract, object value)
        => new($"A value of type {value.GetType()} was given where {contract} is declared, which does not name that type. Mark {contract} [AmqpKnownType(typeof({value.GetType()}))], or give a value of a type that it names.") { Member = contract };

    /// <summary>An enum that is sent by name holds a value without one.</summary>
    /// <param name="member">The contract and the member.</param>
    /// <param name="value">The value as a number.</param>
    public static AmqpEncodeException UnnamedEnumValue(string member, object value)
        => new($"{member} holds {value:D}, which its enum does not name, and it is sent by name. Name the value, or remove [AmqpEnumAsString].") { Member = member };

    /// <summary>A contract or a method that breaks a rule was used all the same.</summary>
    /// <param name="name">The contract or method.</param>
    /// <param name="rule">The id of the rule it breaks.</param>
    public static NotSupportedException Stub(string name, string rule)
        => new($"{name} cannot be sent: it breaks rule {rule}, which the compiler reports. Correct it and build again.") { HelpLink = HelpLinks.ForRule(rule) };

    /// <summary>A contract was read that has no decoder.</summary>
    /// <param name="contract">The contract.</param>
    internal static NotSupportedException NotReadable(Type contract)
        => new($"{contract} cannot be read: it cannot be made of its members, or was built by a version that wrote no decoders. The compiler says why where AmqpContracts.Decode<{contract.Name}> is called with the contract itself.") { HelpLink = HelpLinks.ForRule("TSND0340") };
}
