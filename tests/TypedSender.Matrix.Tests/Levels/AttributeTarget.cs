namespace TypedSender.Matrix.Tests.Levels;

/// <summary>What an attribute is written on.</summary>
internal enum AttributeTarget
{
    /// <summary>Nothing, since there is no attribute.</summary>
    None,

    /// <summary>The property, field or positional parameter.</summary>
    Member,

    /// <summary>The same with <c>field:</c>.</summary>
    Field,

    /// <summary>The same with <c>property:</c>.</summary>
    Property,

    /// <summary>The same with <c>param:</c>: the positional parameter, or that of the setter.</summary>
    Parameter,
    Getter,
    ConstructorParameter,
    MethodParameter,
    Method,
    Contract,
    BaseMember,
    BaseType,
    InterfaceMember,

    /// <summary>A property of a type that is no contract, and from which none can derive.</summary>
    NoContract,

    /// <summary>The value of an enum.</summary>
    EnumValue,

    /// <summary>The field of an event.</summary>
    EventField,
    SenderInterface,
    BaseOfSender,
    SenderMethod,
    SenderParameter,

    /// <summary>The contract as the parameter of a sender.</summary>
    SenderBody,
    SenderDefaultMethod,
}
