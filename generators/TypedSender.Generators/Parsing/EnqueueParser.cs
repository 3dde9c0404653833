using System;
using Microsoft.CodeAnalysis;
using TypedSender.Generators.Model;
using TypedSender.Generators.Rules;

namespace TypedSender.Generators.Parsing;

/// <summary>Reads whether a method puts its message into the queue of the sender instead of waiting for its outcome.</summary>
internal static class EnqueueParser
{
    private const string Prefix = "TryEnqueue";

    /// <summary>The shape of a method that enqueues, or <paramref name="returns"/> for any other.</summary>
    /// <param name="method">The method.</param>
    /// <param name="returns">The shape that its return type stands for elsewhere; null for none.</param>
    /// <param name="diagnostics">Takes what is wrong.</param>
    /// <param name="fallback">Where it is shown if it has no place of its own.</param>
    public static (ReturnShape Shape, bool IsTask)? Shape(IMethodSymbol method, (ReturnShape Shape, bool IsTask)? returns, DiagnosticBag diagnostics, Location fallback)
    {
        bool isMarked = Attributes.Find(method, Attributes.Enqueue) is not null;
        bool isNamed = method.Name.StartsWith(Prefix, StringComparison.Ordinal);
        if (method.ReturnType.SpecialType == SpecialType.System_Boolean && (isMarked || isNamed))
        {
            return (ReturnShape.TryEnqueue, false);
        }

        if (returns is null && (isMarked || isNamed) && method is { ReturnsVoid: false, RefKind: RefKind.None, ReturnType.TypeKind: not TypeKind.Error })
        {
            Report(method, isMarked, diagnostics, fallback);
            return (ReturnShape.Enqueue, false);
        }

        if (!isMarked || returns is not { } shape)
        {
            return returns;
        }

        if (shape.Shape != ReturnShape.Nothing)
        {
            Report(method, isMarked, diagnostics, fallback);
        }

        return (ReturnShape.Enqueue, shape.IsTask);
    }

    /// <summary>Whether a method of the shape enqueues.</summary>
    public static bool Enqueues(ReturnShape? shape) => shape is ReturnShape.TryEnqueue or ReturnShape.Enqueue;

    /// <summary>Reports what a method that enqueues cannot have.</summary>
    /// <param name="method">The method.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="body">What it sends; null for what cannot be sent.</param>
    /// <param name="token">Its token; null for none.</param>
    /// <param name="diagnostics">Takes what is wrong.</param>
    /// <param name="fallback">Where it is shown if it has no place of its own.</param>
    public static void Check(IMethodSymbol method, ReturnShape? shape, BodyModel? body, IParameterSymbol? token, DiagnosticBag diagnostics, Location fallback)
    {
        if (!Enqueues(shape))
        {
            return;
        }

        if (body is { IsList: true })
        {
            diagnostics.Add(EnqueueRules.List, fallback, method.Name);
        }
        else if (body is not null)
        {
            CheckStream(method, body, diagnostics, fallback);
        }

        if (shape == ReturnShape.TryEnqueue && token is not null)
        {
            diagnostics.Add(EnqueueRules.Token, Locations.Of(token, fallback), token.Name, method.Name);
        }

        foreach (IParameterSymbol parameter in method.Parameters)
        {
            if (TransactionParameter.Is(parameter.Type))
            {
                diagnostics.Add(TransactionRules.Enqueued, TypeToken.Of(parameter, fallback).Location, parameter.Name, method.Name);
            }
        }
    }

    private static void Report(IMethodSymbol method, bool isMarked, DiagnosticBag diagnostics, Location fallback)
        => diagnostics.Add(
            EnqueueRules.ReturnType,
            TypeToken.Of(method, fallback).Location,
            method.Name,
            isMarked ? "is marked [Enqueue]" : $"has a name that begins with {Prefix}",
            Names.Display(method.ReturnType),
            isMarked ? "return ValueTask or Task to wait for room, or bool to be told that there is none"
                : "return bool to be told whether there is room, mark it [Enqueue] and return ValueTask or Task to wait for room, or give it another name if it sends");

    private static void CheckStream(IMethodSymbol method, BodyModel body, DiagnosticBag diagnostics, Location fallback)
    {
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            if (Names.Escape(parameter.Name) == body.Name && (StreamTypes.Of(parameter.Type) is not null || StreamTypes.IsBodyOf(parameter.Type)))
            {
                diagnostics.Add(EnqueueRules.Stream, TypeToken.Of(parameter, fallback).WithoutNullable().Location, parameter.Name, method.Name);
            }
        }
    }
}
